"""What an assistant can do here: nine tools, the same for MCP, for function calling and for the chat loop."""
