"""The pages of accounts, training and insight alone, without Rasa, so that they start in a moment.

python -m tests.training.site
"""

from __future__ import annotations

from sanic import Sanic

from bot import logs
from bot.channels.guard import Guard
from bot.channels.insight.setup import add_insight
from bot.channels.training.setup import add_training
from bot.content.load import load
from bot.server import _add_pages, _add_protection, _bind
from bot.settings import Settings
from bot.shared import share
from bot.store import connect, upgrade
from tests.training.small import EXERCISES


def main() -> None:
    """Serve until interrupted, with the settings of the environment."""
    logs.configure()
    settings = Settings.parse_obj({"port": 0})
    engine = connect(settings.database_url)
    upgrade(engine)
    content = load()
    app = Sanic("site", configure_logging=False)
    desk = add_training(app, engine, settings, share(None), lambda: content, lambda: EXERCISES)
    add_insight(app, engine, desk, lambda: content, lambda: EXERCISES, settings.records_days)
    _add_pages(app, settings)
    _add_protection(app, Guard(settings.public_url, loopback=True))
    listener = _bind(settings)
    listener.listen()  # whoever reads the next line may come at once
    print(f"Ready at http://127.0.0.1:{listener.getsockname()[1]} now", flush=True)
    app.run(sock=listener, access_log=False, debug=False, motd=False)


if __name__ == "__main__":
    main()
