// Two ways to the graph: a POST for what is answered once, a socket for what is followed.

const PATH = "/graphql";
const PROTOCOL = "graphql-transport-ws";

export async function ask(operation, token) {
  const headers = { "content-type": "application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  const response = await fetch(PATH, { method: "POST", headers, body: JSON.stringify(operation) });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${response.status}: ${text}`);
  }
}

export function follow(operation, token, { push, end }) {
  const address = new URL(PATH, location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(address, PROTOCOL);
  const say = (message) => socket.send(JSON.stringify(message));
  let ended = false;

  const finish = (reason) => {
    if (ended) return;
    ended = true;
    end(reason);
  };
  socket.addEventListener("open", () => {
    say({ type: "connection_init", payload: token ? { authorization: `Bearer ${token}` } : {} });
  });
  socket.addEventListener("close", (event) => {
    finish(event.reason || `closed (${event.code})`);
  });
  socket.addEventListener("message", ({ data }) => {
    const message = JSON.parse(data);
    if (message.type === "connection_ack") say({ id: "1", type: "subscribe", payload: operation });
    if (message.type === "ping") say({ type: "pong" });
    if (message.type === "next") push(message.payload);
    if (message.type === "error") {
      push({ errors: message.payload });
      finish("refused");
    }
    if (message.type === "complete") finish("complete");
  });
  return () => {
    ended = true;
    socket.close(1000);
  };
}
