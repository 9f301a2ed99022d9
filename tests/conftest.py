"""What every test shares."""

from hypothesis import settings

# Machines differ and load their caches on a first call; speed is measured by `make bench`, not here.
settings.register_profile("project", deadline=None)
settings.load_profile("project")
