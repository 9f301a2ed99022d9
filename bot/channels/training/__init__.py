"""Training sessions on the web: facilitators' pages, participants' phones, and the screen in the room."""
