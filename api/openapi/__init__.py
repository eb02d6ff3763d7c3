"""The description of the service that other programs read: OpenAPI 3.1, and 3.0 for those that know no later one."""
