"""French dates with the word that people say between day and hour. The rest is Django's."""

DATETIME_FORMAT = "j F Y à H:i"
