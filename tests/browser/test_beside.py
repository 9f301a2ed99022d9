"""What is known so far, leaving quickly, a frame in another site, and connections that are lost."""

from __future__ import annotations

from playwright.sync_api import Browser, Route, expect

from tests.browser.chat import RED_FLAG, Chat

LATE = "A boy of 8 in Wigan is often late for school and tired."


def _told(chat: Chat) -> Chat:
    chat.choose("Work through a worry")
    chat.submit()
    chat.write(LATE)
    return chat


def test_concerns_stand_beside_with_their_words_and_the_words_are_marked(chat: Chat) -> None:
    beside = _told(chat).page.get_by_role("region", name="What I have so far")
    expect(beside).to_contain_text("Often late, or attendance starting to slip")
    expect(beside.locator("q").first).to_contain_text("often late")
    expect(chat.page.locator(".you mark").first).to_contain_text("often late")
    assert chat.violations() == []


def test_no_suggestion_before_ones_own_view_and_a_ladder_after_it(chat: Chat) -> None:
    beside = _told(chat).page.get_by_role("region", name="What I have so far")
    expect(beside.get_by_text("The suggestion so far")).to_have_count(0)
    chat.submit()
    ladder = beside.get_by_role("list", name="Levels of need here, lowest first")
    expect(ladder.locator("[aria-current=step]")).to_have_count(1)
    expect(ladder.get_by_role("listitem").first).to_contain_text("Level 1")
    assert chat.violations() == []


def test_an_answer_is_changed_there_and_the_conversation_follows(chat: Chat) -> None:
    beside = _told(chat).page.get_by_role("region", name="What I have so far")
    with chat.reply():
        beside.get_by_role("button", name="Change Where does the child live?").click()
    chat.choose("Bolton")
    expect(beside).to_contain_text("Bolton")
    expect(chat.question).to_contain_text("Please check")


def test_it_is_folded_on_a_phone_and_nothing_is_wider_than_the_window(chat: Chat) -> None:
    chat.page.set_viewport_size({"width": 320, "height": 640})
    _told(chat)
    expect(chat.page.locator("#beside-fold")).not_to_have_attribute("open", "")
    chat.page.locator("#beside summary").click()
    assert not chat.scrolls_sideways()
    assert chat.violations() == []


def test_what_if_says_how_the_suggestion_would_move_and_changes_nothing(chat: Chat) -> None:
    _told(chat)
    while not chat.has_whole_answer():
        chat.submit()
    what_if = chat.page.locator(".what-if").first
    expect(what_if).to_be_visible()
    before = chat.replies.count()
    what_if.get_by_role("radio").first.check()
    expect(what_if.get_by_role("status")).to_contain_text("The suggestion would")
    assert chat.replies.count() == before


def _leaves(chat: Chat) -> list[str]:
    gone: list[str] = []

    def catch(route: Route) -> None:
        gone.append(route.request.url)
        route.fulfill(body="Weather")

    chat.page.context.route("https://www.gov.uk/**", catch)
    return gone


def test_leaving_quickly_replaces_the_page(browser: Browser, server_url: str) -> None:
    context = browser.new_context()
    chat = Chat(context.new_page(), server_url).open()
    chat.write(RED_FLAG)
    gone = _leaves(chat)
    chat.page.get_by_role("link", name="Leave this page quickly").click()
    chat.page.wait_for_url("https://www.gov.uk/")
    assert gone and chat.page.evaluate("history.length") == 2
    context.close()


def test_shift_three_times_leaves_too(browser: Browser, server_url: str) -> None:
    context = browser.new_context()
    chat = Chat(context.new_page(), server_url).open()
    _leaves(chat)
    chat.field.fill("He")
    for key in ("Shift", "Shift", "a", "Shift"):
        chat.page.keyboard.press(key)
    assert chat.page.url.startswith(server_url), "typing a capital is not leaving"
    for _ in range(3):
        chat.page.keyboard.press("Shift")
    chat.page.wait_for_url("https://www.gov.uk/")
    context.close()


def test_an_answer_that_was_lost_on_its_way_is_not_doubled_by_retry(chat: Chat) -> None:
    turns: list[int] = []

    def lose(route: Route) -> None:
        turns.append(route.fetch().json()["turn"])
        route.abort("connectionfailed")

    chat.page.route("**/api/chat", lose, times=1)
    chat.field.fill(RED_FLAG)
    chat.field.press("Enter")
    with chat.reply():
        chat.page.get_by_role("button", name="Retry").click()
    expect(chat.page.locator(".you")).to_have_count(1)
    answer = chat.page.evaluate(
        "fetch('/api/chat', {method: 'POST', headers: {'Content-Type': 'application/json'},"
        " body: JSON.stringify({event: 'start'})}).then((one) => one.json()).then((one) => one.turn)"
    )
    assert answer == turns[0] + 1, "the lost turn was taken once"


def test_closing_and_opening_again_goes_on_with_what_is_known(chat: Chat) -> None:
    _told(chat)
    page = chat.page.context.new_page()
    chat.page.close()
    again = Chat(page, chat.url).open()
    expect(again.question).to_contain_text("Please check")
    expect(page.get_by_role("region", name="What I have so far")).to_contain_text("Wigan")


def test_two_tabs_share_one_case_and_an_old_question_says_so(chat: Chat) -> None:
    other = Chat(chat.page.context.new_page(), chat.url).open()
    other.choose("Work through a worry")
    chat.choose("Work through a worry")
    expect(chat.replies.last).to_contain_text("earlier question")


def test_the_back_button_and_forward_again_keep_the_conversation(chat: Chat) -> None:
    _told(chat)
    chat.page.goto("about:blank")
    chat.page.go_back()
    expect(chat.question).to_contain_text("Please check")


def test_nothing_moves_once_it_is_shown(chat: Chat) -> None:
    """Cumulative layout shift, as the browser counts it: moves without a key or click before them."""
    watch = """() => new Promise((done) => {
        let sum = 0;
        new PerformanceObserver((list) => {
            for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(sum), 500);
    })"""
    assert chat.page.evaluate(watch) < 0.1


def test_the_first_question_can_be_answered_within_a_second(chat: Chat) -> None:
    """From asking for the page to its first button; the fastest of three, since other tests run beside it."""
    taken = []
    for _ in range(3):
        chat.page.goto(chat.url)
        chat.question.wait_for()
        taken.append(chat.page.evaluate("performance.now()"))
    assert min(taken) <= 1000
