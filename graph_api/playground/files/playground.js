// The page: what is typed is sent, what comes back is shown.

import { ask, follow } from "./transport.js";
import { INTROSPECTION, showDocs } from "./docs.js";

const element = (id) => document.getElementById(id);
const query = element("query");
const variables = element("variables");
const token = element("token");
const answer = element("answer");

const FIRST_QUERY = `query Today {
  me {
    name
    day {
      date
      steps
      energyInKcal
      energyOutKcal
      sleepMinutes
    }
  }
}
`;

const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) {
    ... on Session { accessToken }
    ... on Problem { message }
  }
}`;

let stopFollowing = null;

function say(text) {
  element("said").textContent = text;
}

function show(value) {
  answer.textContent = typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

function isSubscription(text) {
  return /^\s*subscription\b/m.test(text.replace(/#.*$/gm, ""));
}

function stop() {
  stopFollowing?.();
  stopFollowing = null;
  element("stop").hidden = true;
}

function followAndShow(operation) {
  let pushes = 0;
  answer.textContent = "";
  element("stop").hidden = false;
  say("listening");
  stopFollowing = follow(operation, token.value, {
    push(payload) {
      pushes += 1;
      answer.prepend(`${JSON.stringify(payload, null, 2)}\n\n`);
      while (answer.childNodes.length > 100) answer.lastChild.remove();
      say(`${pushes} pushed`);
    },
    end(reason) {
      stop();
      say(reason);
    },
  });
}

async function run() {
  stop();
  let given;
  try {
    given = JSON.parse(variables.value || "{}");
  } catch (error) {
    say(`variables are not JSON: ${error.message}`);
    return;
  }
  sessionStorage.setItem("query", query.value);
  const operation = { query: query.value, variables: given };
  if (isSubscription(query.value)) {
    followAndShow(operation);
    return;
  }
  const began = performance.now();
  say("…");
  try {
    show(await ask(operation, token.value));
    say(`${Math.round(performance.now() - began)} ms`);
  } catch (error) {
    show("");
    say(error.message);
  }
}

async function signIn(event) {
  event.preventDefault();
  const input = { login: element("login").value, password: element("password").value };
  const said = await ask({ query: SIGN_IN, variables: { input } });
  const session = said.data?.signIn ?? {};
  token.value = session.accessToken ?? "";
  element("password").value = "";
  say(session.accessToken ? "signed in" : (session.message ?? said.errors[0].message));
}

query.value = sessionStorage.getItem("query") || FIRST_QUERY;
element("run").addEventListener("click", run);
element("stop").addEventListener("click", () => { stop(); say("stopped"); });
element("sign-in").addEventListener("submit", signIn);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
});

const introspected = await ask({ query: INTROSPECTION });
showDocs(introspected.data.__schema, element("docs"), element("find"));
