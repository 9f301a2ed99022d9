"""Where Rasa meets the bot: components, in-process actions, building the agent."""
