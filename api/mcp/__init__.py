"""The tools, documents and prompts by the Model Context Protocol. Importing its modules loads the SDK, which takes a third of a second."""
