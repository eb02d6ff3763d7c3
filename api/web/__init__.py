"""The web application: pages made on the server from what the API gives, readable without scripts."""
