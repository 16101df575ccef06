/* Asking the server. An endpoint is a function that Python offers by name (gradio's api()); one with queue=False is
   answered at once, the others wait for their turn and may send several results, one behind the other. */
((page) => {
  "use strict";

  function base() {
    const { root = "", api_prefix: prefix = "/gradio_api" } = window.gradio_config || {};
    return `${root}${prefix}`;
  }

  async function post(path, body) {
    const response = await fetch(`${base()}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw await refusalOf(path, response);
    return response.json();
  }

  /* Why a request was not carried out, in words where the server gives them. */
  async function refusalOf(path, response) {
    const error = new Error(`${path}: ${response.status}`);
    const told = await response.json().catch(() => ({}));
    const own = told.words && told.words[page.language()];
    error.said = own || (response.status === 503 ? page.say("refused_full") : "");
    return error;
  }

  /* The result of an endpoint that does not wait in the queue. */
  async function fetchNow(name, data) {
    return (await post(`/run/${name}`, { data })).data[0];
  }

  const numberOf = (name) => window.gradio_config.dependencies.find((one) => one.api_name === name).id;

  /* Gradio sends the first result whole and then what has changed of it, each as [action, path, value]. */
  function mend(value, changes) {
    for (const [action, path, part] of changes) {
      if (!path.length) {
        value = action === "append" ? value + part : part;
        continue;
      }
      const held = path.slice(0, -1).reduce((within, key) => within[key], value);
      const last = path[path.length - 1];
      if (action === "replace") held[last] = part;
      else if (action === "append") held[last] += part;
      else if (action === "add") Array.isArray(held) ? held.splice(last, 0, part) : (held[last] = part);
      else Array.isArray(held) ? held.splice(last, 1) : delete held[last];
    }
    return value;
  }

  /* Run an endpoint in the queue. onPlace(n) hears how many wait before this one, onStart() that it is its turn,
     onResult(value) every result. Gives back { done, stop }: done is the last result, and fails where the server is
     gone or breaks; stop() gives the place in the queue back. */
  function run(name, data, { onPlace = () => {}, onStart = () => {}, onResult = () => {} } = {}) {
    const session_hash = Math.random().toString(36).slice(2);
    const fn_index = numberOf(name);
    let isStopped = false;
    let events = null;
    let held = null;
    const done = new Promise((resolve, reject) => {
      const end = (act, value) => {
        if (events) events.close();
        act(value);
      };
      const heard = {
        estimation: (told) => onPlace(told.rank ?? 0),
        process_starts: () => onStart(),
        process_generating: ({ output, success }) => {
          if (!success) return;
          held = held === null ? output.data : held.map((value, at) => mend(value, output.data[at] || []));
          onResult(held[0]);
        },
        process_completed: ({ output, success }) => {
          if (!success) return end(reject, new Error(output.error || `${name} failed`));
          if (held === null) held = output.data;
          end(resolve, held[0]);
        },
        unexpected_error: ({ message }) => end(reject, new Error(message)),
      };
      post("/queue/join", { data, fn_index, session_hash, event_data: null }).then(({ event_id }) => {
        if (isStopped) return post("/cancel", { session_hash, fn_index, event_id }).catch(() => {});
        events = new EventSource(`${base()}/queue/data?session_hash=${session_hash}`);
        events.onmessage = (event) => {
          const told = JSON.parse(event.data);
          (heard[told.msg] || (() => {}))(told);
        };
        events.onerror = () => end(reject, new Error("the server is gone"));
      }, reject);
    });
    const stop = () => {
      isStopped = true; // also where the place in the queue is only being asked for
      if (events) events.close();
    };
    return { done, stop };
  }

  /* What stands in place of a result that did not come: the server's reason, or that it is gone. */
  function lostNotice(error) {
    const card = document.createElement("div");
    card.className = "notice fault";
    card.setAttribute("role", "alert");
    card.append(document.createElement("h1"), document.createElement("p"));
    card.children[0].textContent = (error && error.said) || page.say("lost");
    card.children[1].textContent = error && error.said ? "" : page.say("lost_do");
    return card.outerHTML;
  }

  page.offer({ fetchNow, run, lostNotice });
})(window.yaodian);
