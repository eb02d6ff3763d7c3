"""A chat with a language model of one's own choice, whose figures are held to the texts. Off until an endpoint is named."""
