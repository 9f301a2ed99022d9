"""The Threshold Guidance Bot: content, decision, reading, conversation, and Rasa around them."""
