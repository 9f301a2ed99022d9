// The one way to the server. Every request either gives messages or fails with a Problem.

const PATH = "/api/chat";
const PATIENCE = 60_000;
const WORTH_RETRYING = new Set([408, 409, 425, 429]);

// In a frame of another site browsers may keep cookies back: there the session stays in this page.
const HEADER = "X-Guidance-Session";
let token = new URLSearchParams(location.search).has("embedded") ? "" : null;

/** Why nothing came back. `retry`: sending the same again may help. `expired`: only starting again does. */
export class Problem extends Error {
  constructor(title, detail, { retry = false, expired = false } = {}) {
    super(detail);
    this.title = title;
    this.detail = detail;
    this.retry = retry;
    this.expired = expired;
  }
}

/** An id under which a turn can be sent again without being taken twice. */
export function requestId() {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
}

/** The signed session, where it cannot be a cookie; otherwise null. */
export const session = () => token;

/** Send one turn; the messages that answer it, and what is known so far. */
export async function send(body) {
  const answer = await request("POST", body);
  const reply = await answer.json().catch(() => ({}));
  if (!Array.isArray(reply.messages)) throw unreadable();
  return reply;
}

/** Forget the conversation, here and on the server. */
export async function clear() {
  await request("DELETE");
}

async function request(method, body) {
  const options = { method, credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
  options.headers = token === null ? {} : { [HEADER]: token };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(PATH, options);
  } catch {
    throw new Problem(
      "That did not get through",
      "Check your connection and try again. Nothing you wrote is lost. If a child is in danger, do not wait: call 999.",
      { retry: true },
    );
  }
  if (!answer.ok) throw await problem(answer);
  if (token !== null) token = method === "DELETE" ? "" : (answer.headers.get(HEADER) ?? token);
  return answer;
}

async function problem(answer) {
  const { detail } = await answer.json().catch(() => ({}));
  const status = answer.status;
  if (status >= 500 && !detail) return unreadable();
  return new Problem("That did not work", detail || "Please try again, or start again.", {
    retry: status >= 500 || WORTH_RETRYING.has(status),
    expired: status === 401 || status === 403 || status === 404 || status === 410,
  });
}

function unreadable() {
  return new Problem(
    "Something went wrong here",
    "It is not your fault, and nothing you wrote is lost. Try again. If a child is in danger, do not wait: call 999. You can ring the front door at any time.",
    { retry: true },
  );
}
