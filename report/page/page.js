"use strict";
// Draws the report from the JSON beside it. Everything that was scanned comes into the page as the text of a node, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const page = document.getElementById("page");
  let lang = data.lang === "ja" ? "ja" : "en";
  let theme = "auto";
  const filters = { text: "", statuses: new Set(["FAILED", "UNKNOWN"]), severities: new Set(data.severities), standard: "", measure: "", account: "", region: "" };
  const open = new Set(); // ids of what the reader has opened, so that it stays open in the other language
  const many = data.accounts.items.length + (data.accounts.left || 0) > 1;

  // Words.
  const pick = (both) => both[lang === "ja" ? 1 : 0];
  const fill = (text, values) => text.replace(/\{([a-z_]+)\}/g, (hole, name) => (values && name in values ? String(values[name]) : hole));
  const t = (name, values) => fill(pick(data.texts[name]), values);
  const say = (kind, name) => (data.texts[kind + "_" + name] ? t(kind + "_" + name) : name);
  const number = (n) => n.toLocaleString(lang);

  // Elements. A prop that starts with "on" is a listener, "class" and "text" are what they say, true is an empty attribute, and what is
  // null, undefined or false is left out.
  const set = (el, props, children) => {
    for (const [name, value] of Object.entries(props || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) el.addEventListener(name.slice(2), value);
      else el.setAttribute(name, value === true ? "" : value);
    }
    for (const child of children.flat(Infinity)) {
      if (child === null || child === undefined || child === false) continue;
      el.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
    return el;
  };
  const h = (tag, props, ...children) => set(document.createElement(tag), props, children);
  const s = (tag, props, ...children) => set(document.createElementNS("http://www.w3.org/2000/svg", tag), props, children);
  const name = (text, props) => h("bdi", { class: "name", ...props }, text); // scanned: its direction does not reach beyond it
  const hidden = (text) => h("span", { class: "sr" }, text);
  const severity = (level) => h("span", { class: "badge severity " + level.toLowerCase() }, say("severity", level));
  const marks = { PASSED: "✓", FAILED: "✕", UNKNOWN: "?", WARNING: "!", NOT_AVAILABLE: "?", PART: "◐", NO_DATA: "–", DISABLED: "–" };
  const mark = (status) => h("span", { class: "mark " + status.toLowerCase(), "aria-hidden": "true" }, marks[status] || "·");
  const status = (word, kind = "status") => h("span", { class: "status " + word.toLowerCase() }, mark(word), say(kind, word));

  const byID = new Map(data.controls.map((c, i) => [c.id, i]));
  const findingsOf = data.controls.map(() => []);
  data.findings.forEach((f) => findingsOf[f.c].push(f));
  const stepsOf = new Map();
  for (const step of data.plan ? data.plan.items : []) {
    if (!stepsOf.has(step.control)) stepsOf.set(step.control, []);
    stepsOf.get(step.control).push(step);
  }
  const standardTitle = (x) => (lang === "ja" ? x.title_ja || x.title : x.title);

  // Details that make their content when they are opened first.
  const fold = (id, summary, content, props) => {
    const body = h("div", { class: "body" });
    let made = false;
    const make = () => {
      if (!made) body.append(...[content()].flat(Infinity).filter(Boolean));
      made = true;
    };
    const el = h("details", { id, ...props, open: open.has(id), ontoggle: () => {
      if (el.open) { make(); open.add(id); } else { open.delete(id); }
    } }, h("summary", null, summary), body);
    el.make = make;
    if (open.has(id)) make();
    return el;
  };

  const section = (id, title, ...content) => h("section", { id, "aria-labelledby": id + "-title" }, h("h2", { id: id + "-title" }, title), ...content);
  const note = (text) => h("p", { class: "note" }, text);
  const link = (id) => {
    const at = byID.get(id);
    return h("button", { type: "button", class: "link", onclick: () => go(id), title: at === undefined ? null : pick(data.controls[at].title) }, id);
  };
  const more = (n) => n > 0 && h("p", { class: "note" }, t("more", { n: number(n) }));

  const levelOf = (score) => (score === null ? "none" : score >= 80 ? "good" : score >= 50 ? "fair" : "poor");

  // A half circle from 0 to 100, with what is certain and what is open.
  const gauge = (x, title, big) => {
    const r = 52, at = (v) => {
      const angle = Math.PI * (1 - Math.min(Math.max(v, 0), 100) / 100);
      return [60 + r * Math.cos(angle), 62 - r * Math.sin(angle)];
    };
    const arc = (from, to, kind) => {
      const [a, b] = at(from), [c, d] = at(to);
      return s("path", { class: kind, d: `M${a.toFixed(2)} ${b.toFixed(2)} A${r} ${r} 0 0 1 ${c.toFixed(2)} ${d.toFixed(2)}` });
    };
    const none = x.score === null;
    const label = none ? t("gauge_none", { title }) : t("gauge", { title, score: x.score, low: x.interval[0], high: x.interval[1], coverage: x.coverage });
    const level = levelOf(x.score);
    return s("svg", { class: "gauge " + level + (big ? " big" : ""), viewBox: "0 0 120 74", role: "img", "aria-label": label },
      arc(0, 100, "track"),
      !none && x.interval[1] > x.interval[0] && arc(x.interval[0], x.interval[1], "open"),
      !none && x.score > 0 && arc(0, x.score, "value"),
      s("text", { x: 60, y: 60, class: "score" }, none ? "–" : String(x.score)),
      s("text", { x: 8, y: 73, class: "end" }, "0"), s("text", { x: 112, y: 73, class: "end" }, "100"));
  };

  // The line of some values of 0 to 100 in a box; where a run has no value, the line has a hole.
  const line = (values, width, height, edge) => {
    const x = (i) => edge + (values.length > 1 ? i * (width - 2 * edge) / (values.length - 1) : 0), y = (v) => height - edge - v * (height - 2 * edge) / 100;
    let d = "";
    values.forEach((v, i) => { if (v !== null) d += (i > 0 && values[i - 1] !== null ? "L" : "M") + x(i).toFixed(1) + " " + y(v).toFixed(1); });
    return { x, y, path: s("path", { class: "line", d }) };
  };
  const ends = (values) => {
    const some = values.filter((v) => v !== null);
    return some.length > 0 && { first: some[0], last: some[some.length - 1], n: number(values.length) };
  };
  const spark = (title, values) => {
    const at = ends(values);
    if (!at || values.length < 2) return null;
    const { x, y, path } = line(values, 200, 34, 4), last = values.length - 1, now = values[last], before = values[last - 1];
    return [s("svg", { class: "spark", viewBox: "0 0 200 34", role: "img", "aria-label": t("trend_of", { title, ...at }) }, path, now !== null && s("circle", { cx: x(last), cy: y(now), r: 3.5 })),
      now !== null && before !== null && h("p", { class: "quiet" }, t("since_last", { n: (now > before ? "+" : now < before ? "−" : "±") + Math.abs(now - before) }))];
  };

  const bar = (passed, failed, unknown) => {
    const el = h("div", { class: "bar", role: "img", "aria-label": t("bar", { passed, failed, unknown }) });
    for (const [kind, n] of [["passed", passed], ["failed", failed], ["unknown", unknown]]) {
      if (n === 0) continue;
      const part = h("span", { class: kind });
      part.style.flexGrow = n;
      el.append(part);
    }
    return el;
  };
  const fact = (term, ...what) => h("div", null, h("dt", null, term), h("dd", null, ...what));
  const range = (x) => (x.score === null ? "–" : x.interval[0] === x.interval[1] ? String(x.score) : x.interval[0] + "–" + x.interval[1]);

  // Sections. Each returns null where there is nothing to show.
  const overview = () => {
    const failing = data.controls.filter((c) => c.status === "FAILED");
    const tiles = data.severities.map((level) => {
      const n = failing.filter((c) => c.severity === level).length;
      return h("li", null, h("button", { type: "button", class: "tile " + (n ? level.toLowerCase() : "zero"), onclick: () => only({ statuses: ["FAILED"], severities: [level] }) },
        h("strong", null, number(n)), " ", say("severity", level)));
    });
    const count = (word) => data.controls.filter((c) => c.status === word).length;
    const facts = h("dl", { class: "facts" });
    const few = data.accounts.items.slice(0, many ? 0 : 1);
    for (const a of few) {
      facts.append(fact(t("account"), name(a.id), a.partition && a.partition !== "aws" ? " (" + a.partition + ")" : ""),
        fact(t("regions"), a.regions.join(", ")), ...a.facts.map(([term, what]) => fact(pick(term), name(pick(what)))));
    }
    if (many) facts.append(fact(t("accounts"), number(data.accounts.items.length + (data.accounts.left || 0))));
    if (data.snapshot) facts.append(fact(t("snapshot"), h("code", null, data.snapshot)));
    if (data.policies) facts.append(fact(t("policies"), h("code", null, data.policies)));
    if (data.versions) facts.append(fact(t("versions"), data.versions));
    return section("overview", t("overview"),
      !data.evaluated && h("p", { class: "alert", role: "note" }, t("nothing")),
      data.incomplete && h("p", { class: "alert", role: "note" }, t("incomplete")),
      data.stale && h("p", { class: "alert", role: "note" }, t("stale", { at: data.versions })),
      data.errors.items.length > 0 && h("div", { class: "alert", role: "note" }, h("p", null, t("errors")), h("ul", null, data.errors.items.map((e) => h("li", null, name(e)))), more(data.errors.left)),
      h("div", { class: "top" },
        h("div", { class: "card verdict" }, gauge(data.summary, t("overall"), true), h("div", null, h("h3", null, t("overall")),
          h("p", null, t("interval"), " ", h("strong", null, range(data.summary)), " · ", t("coverage"), " ", h("strong", null, data.summary.coverage === null ? "–" : data.summary.coverage + " %")),
          h("p", { class: "counts" }, [["FAILED", "failed_controls"], ["UNKNOWN", "undecided_count"], ["PASSED", "passed_count"]].map(([word, label]) =>
            h("span", null, mark(word), h("strong", null, number(count(word))), " ", t(label)))))),
        h("div", { class: "card" }, h("h3", null, t("by_severity")), h("ul", { class: "tiles" }, tiles))),
      h("div", { class: "card" }, facts, many && accountList()),
      fold("reading", t("reading"), () => h("ul", { class: "reading" }, ["score", "unknown", "proof", "print"].map((w) => h("li", null, t("reading_" + w))))));
  };

  const accountList = () => fold("account-list", t("accounts"), () => [h("ul", { class: "plain" }, data.accounts.items.map((a) => h("li", null, name(a.id), " ",
    h("span", { class: "quiet" }, a.regions.join(", ")), a.facts.map(([term, what]) => h("div", { class: "quiet" }, pick(term) + ": ", name(pick(what))))))), more(data.accounts.left)]);

  const scores = () => data.standards.length > 0 && section("scores", t("scores"), h("ul", { class: "grid" }, data.standards.map((x, i) => h("li", { class: "card" },
    h("h3", null, standardTitle(x)), h("p", { class: "quiet" }, h("code", null, x.id)),
    gauge(x, standardTitle(x)),
    data.trend && spark(standardTitle(x), data.trend.map((run) => run.scores[i])),
    h("dl", { class: "numbers" },
      fact(t("interval"), range(x)), fact(t("coverage"), x.coverage === null ? "–" : x.coverage + " %"),
      fact(t("status_PASSED"), number(x.passed), x.empty > 0 && h("small", null, t("empty_of", { n: number(x.empty) }))),
      fact(t("status_FAILED"), number(x.failed)), fact(t("status_UNKNOWN"), number(x.unknown)),
      fact(t("requirements"), number(x.implemented) + " / " + number(x.total), x.manual > 0 && h("small", null, t("by_person", { n: number(x.manual) })))),
    bar(x.passed, x.failed, x.unknown),
    x.failed > 0 && h("button", { type: "button", class: "link", onclick: () => only({ statuses: ["FAILED"], standard: x.id }), "aria-label": t("show_failed") + ": " + standardTitle(x) }, t("show_failed"))))));

  const matrix = () => data.matrix && section("matrix", t("matrix"), note(t("matrix_note")), h("div", { class: "wide", tabindex: "0", role: "group", "aria-label": t("matrix") }, h("table", { class: "matrix" },
    h("thead", null, h("tr", null, h("th", { scope: "col" }, t("account")), [t("overall"), ...data.standards.map((x) => standardTitle(x))].map((w) => h("th", { scope: "col" }, w)))),
    h("tbody", null, data.matrix.items.map((row) => h("tr", null, h("th", { scope: "row" }, h("button", { type: "button", class: "link", onclick: () => only({ statuses: ["FAILED", "UNKNOWN"], account: row.account }) }, name(row.account))),
      row.cells.map((x) => h("td", { class: "heat " + levelOf(x.score) }, h("strong", { "aria-hidden": "true" }, x.score ?? "–"), x.score !== null && x.interval[0] !== x.interval[1] && h("small", { "aria-hidden": "true" }, range(x)),
        hidden(x.score === null ? t("status_NO_DATA") : t("cell", { score: x.score, low: x.interval[0], high: x.interval[1], failed: number(x.failed) }))))))))), more(data.matrix.left));

  const trend = () => {
    if (!data.trend) return null;
    const values = data.trend.map((run) => run.score), at = ends(values), width = 760, height = 190;
    const { x, y, path } = line(values, width, height, 26);
    const chart = at && s("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": t("trend_chart", at) },
      [0, 50, 100].map((v) => [s("line", { class: "rule", x1: 26, x2: width - 26, y1: y(v), y2: y(v) }), s("text", { x: 20, y: y(v) + 3, class: "axis" }, String(v))]),
      data.trend.map((run, i) => run.score !== null && s("line", { class: "range", x1: x(i), x2: x(i), y1: y(run.interval[0]), y2: y(run.interval[1]) })), path,
      values.map((v, i) => v !== null && s("circle", { cx: x(i), cy: y(v), r: values.length > 40 ? 2 : 3.5 })),
      s("text", { x: x(0), y: height - 6, class: "when" }, data.trend[0].at.slice(0, 10)), s("text", { x: x(values.length - 1), y: height - 6, class: "when last" }, data.trend[values.length - 1].at.slice(0, 10)));
    return section("trend", t("trend"), note(t("trend_note")), chart && h("div", { class: "card" }, chart), fold("trend-table", t("trend_table"), () => h("div", { class: "wide", tabindex: "0", role: "group", "aria-label": t("trend_table") }, h("table", { class: "runs" },
      h("thead", null, h("tr", null, [t("run"), t("overall"), t("interval"), t("coverage"), t("failed_findings"), t("undecided_findings"), t("suppressions"), ...data.standards.map((x) => x.id)].map((w) => h("th", { scope: "col" }, w)))),
      h("tbody", null, [...data.trend].reverse().map((run) => h("tr", null, h("th", { scope: "row" }, run.at), h("td", null, run.score ?? "–"), h("td", null, range(run)), h("td", null, run.coverage === null ? "–" : run.coverage + " %"),
        [run.failed, run.unknown, run.suppressed].map((n) => h("td", null, number(n))), run.scores.map((v) => h("td", null, v ?? "–")))))))));
  };

  const measures = () => {
    if (data.measures.length === 0) return null;
    const card = (m) => {
      const all = m.passed + m.failed + m.unknown;
      const state = m.failed > 0 ? "FAILED" : m.unknown > 0 ? "UNKNOWN" : m.passed > 0 ? "PASSED" : "NO_DATA";
      return h("li", { class: "card measure " + state.toLowerCase() }, h("h4", null, mark(state), pick(m.name)), h("p", { class: "quiet" }, pick(m.asks)),
        h("p", null, h("strong", null, t("of_passed", { passed: number(m.passed), all: number(all) }))), bar(m.passed, m.failed, m.unknown),
        m.failed + m.unknown > 0 && h("button", { type: "button", class: "link", onclick: () => only({ statuses: ["FAILED", "UNKNOWN"], standard: "blea", measure: m.id }), "aria-label": t("show_failed") + ": " + pick(m.name) }, t("show_failed")));
    };
    const rest = data.measures.filter((m) => !m.main);
    return section("measures", t("measures"), note(t("measures_note")), h("h3", { class: "sr" }, t("measures")), h("ul", { class: "grid four" }, data.measures.filter((m) => m.main).map(card)),
      rest.length > 0 && [h("h3", null, t("measures_more")), h("ul", { class: "grid four" }, rest.map(card))]);
  };

  const path = (f) => h("ol", { class: "path", "aria-label": t("path_of", { control: data.controls[f.c].id }) }, f.path.map((hop, i) => {
    const why = hop.w && data.texts["why_" + hop.w] ? t("why_" + hop.w) : "";
    const linkIsWrong = hop.l === "broken" || hop.l === "open";
    return h("li", { class: "hop " + hop.s },
      i > 0 && h("span", { class: "wire " + hop.l }, h("span", { class: "cut", "aria-hidden": "true" }, hop.l === "broken" ? "✕" : hop.l === "open" ? "?" : ""),
        linkIsWrong && h("span", { class: "why" }, hidden(say("state", hop.l) + ": "), why)),
      h("span", { class: "station" }, h("span", { class: "kind" }, t("hop_" + hop.k)), ((lang === "ja" && hop.nj) || hop.n || []).map((n) => name(n)),
        hop.more > 0 && h("span", { class: "quiet" }, t("more_names", { n: number(hop.more) })),
        !linkIsWrong && why && h("span", { class: "why" }, why), hidden(" (" + say("state", hop.s) + ")")));
  }));

  const paths = () => {
    const all = data.findings.filter((f) => f.listed);
    if (all.length === 0) return null;
    const state = (f) => (f.s === "FAILED" ? "broken" : f.s === "PASSED" ? "ok" : "open");
    return section("paths", t("paths"), note(t("paths_note")), ["broken", "open", "ok"].map((kind) => {
      const some = all.filter((f) => state(f) === kind);
      return some.length > 0 && [h("h3", null, t("paths_" + kind, { n: number(some.length) })), h("ul", { class: "plain paths" }, some.map((f) => {
        const c = data.controls[f.c];
        return h("li", { class: "card" }, h("p", { class: "title" }, severity(c.severity), link(c.id), h("strong", null, pick(c.title)), h("span", { class: "quiet" }, many && f.a + " ", f.r)), path(f),
          h("p", { class: "quiet" }, name(pick(data.reasons[f.why]))));
      }))];
    }));
  };

  const proof = (f, id) => (f.e || []).length > 0 && fold(id, t("evidence", { n: number(f.e.length + (f.less || 0)) }), () => [
    h("div", { class: "wide", tabindex: "0", role: "group", "aria-label": t("evidence", { n: number(f.e.length) }) }, h("table", { class: "evidence" },
      h("thead", null, h("tr", null, h("th", { scope: "col" }, t("read_from")), h("th", { scope: "col" }, t("resource")), h("th", { scope: "col" }, t("answer")))),
      h("tbody", null, f.e.map((at) => {
        const e = data.evidence[at];
        return h("tr", null, h("td", null, h("code", null, e.c), h("br"), h("code", { class: "name" }, e.p)), h("td", null, name(e.i), h("div", { class: "quiet" }, e.r)),
          h("td", null, e.v ? h("pre", null, e.v) : h("em", null, t("evidence_none")), e.less > 0 && h("p", { class: "note" }, t("value_less", { n: number(e.less) }))));
      })))),
    f.less > 0 && note(t("evidence_less", { n: number(f.less) }))], { class: "inner" });

  const drill = () => {
    const x = data.drill;
    if (!x) return null;
    const reply = (a) => h("td", { class: "reply " + a.state.toLowerCase() }, mark(a.state), pick(a.text));
    return section("drill", t("drill"), note(t("drill_note")), x.lacking.length > 0 && h("p", { class: "alert", role: "note" }, t("drill_lacking", { what: x.lacking.join(", ") })), x.plays.map((play, i) => h("article", { class: "card play" },
      h("h3", null, pick(play.title)), h("p", { class: "quiet" }, many && [name(play.account), " · "], pick(play.places)), h("p", null, pick(play.description)), h("ul", { class: "reading" }, play.sum.map((line) => h("li", null, h("strong", null, name(pick(line)))))),
      h("div", { class: "wide", tabindex: "0", role: "group", "aria-label": pick(play.title) }, h("table", { class: "timeline" },
        h("thead", null, h("tr", null, x.heads.map((w) => h("th", { scope: "col" }, pick(w))))),
        h("tbody", null, play.steps.map((step) => h("tr", null, h("td", null, step.number), h("td", null, step.clock), h("th", { scope: "row" }, name(pick(step.title)), h("div", { class: "quiet" }, step.region)), step.replies.map(reply)))))),
      fold("d-" + i, t("drill_steps"), () => h("ol", { class: "plain" }, play.steps.map((step) => h("li", { class: "finding" }, h("p", null, h("strong", null, step.number + ". ", name(pick(step.title)))),
        step.lines.map((line) => h("p", { class: "said" }, pick(line.label) && h("span", { class: "quiet" }, pick(line.label) + " "), line.state && mark(line.state), name(pick(line.text))))))), { class: "inner" }))),
      note(pick(x.note)));
  };

  const finding = (f) => h("li", { class: "finding" },
    h("p", { class: "title" }, status(f.s), h("strong", null, name(pick(f.n))), h("span", { class: "quiet" }, many && f.a + " ", f.r, f.t && f.t !== "AWS::::Account" && " · " + f.t)),
    h("p", null, name(pick(data.reasons[f.why]))),
    f.accepted && h("p", { class: "accepted" }, name(t("accepted", f.accepted)), f.accepted.owner && [" · ", t("owner"), ": ", name(f.accepted.owner)], f.accepted.ticket && [" · ", t("ticket"), ": ", name(f.accepted.ticket)]),
    f.path && path(f),
    f.p && h("p", { class: "quiet" }, t("parameters"), ": ", h("code", { class: "name" }, f.p)),
    (f.g || []).length > 0 && h("div", null, h("p", { class: "quiet" }, t("unread_calls")), h("ul", null, f.g.map((g) => h("li", null, h("code", null, data.gaps.items[g].operation), " ", pick(data.gaps.items[g].remedy))))),
    proof(f, "e-" + f.id), h("p", { class: "quiet id" }, t("finding_id"), " ", h("code", { class: "name" }, f.id)));

  const listed = (all, make, step) => {
    const list = h("ul", { class: "plain" });
    let at = 0;
    const grow = (n) => { for (const end = Math.min(all.length, at + n); at < end; at++) list.append(make(all[at])); };
    grow(step);
    const rest = h("button", { type: "button", onclick: () => {
      const first = at;
      grow(step);
      if (at === all.length) rest.remove(); else rest.textContent = t("show_more", { n: number(Math.min(step, all.length - at)) });
      list.children[first].tabIndex = -1;
      list.children[first].focus();
    } }, t("show_more", { n: number(Math.min(step, all.length - at)) }));
    return at < all.length ? [list, rest] : list;
  };

  const commands = (title, lines) => lines.length > 0 && [h("p", { class: "quiet" }, title), h("pre", { class: "command", tabindex: "0" }, lines.join("\n"))];
  const doing = (x) => [
    h("p", { class: "title" }, h("strong", null, t("step", { n: x.number })), h("span", { class: "quiet" }, many && x.account + " ", x.region), name(pick(x.subject)),
      x.after.length > 0 && h("span", { class: "quiet" }, t("after", { steps: x.after.join(", ") })), x.mends > 0 && h("span", { class: "quiet" }, t("mends", { n: number(x.mends) })),
      x.manual && h("span", { class: "badge" }, t("manual")), x.destructive && h("span", { class: "badge severity critical" }, t("destructive"))),
    pick(x.manual_why) && h("p", { class: "quiet" }, pick(x.manual_why)),
    x.score !== null && h("p", null, h("strong", null, t("then"), ": "), t("overall"), " ", h("strong", null, x.score), Object.entries(x.scores || {}).map(([id, n]) => [" · ", id, " ", h("strong", null, n)]),
      (x.changes || []).length > 0 && h("span", { class: "quiet" }, " (", x.changes.map((c, i) => [i > 0 && ", ", link(c.id), " ", mark(c.to), hidden(say("status", c.to))]), ")")),
    (x.worsens || []).length > 0 && h("p", { class: "accepted" }, t("worsens"), ": ", x.worsens.map((id, i) => [i > 0 && ", ", name(id)])),
    commands(t("checks"), x.checks || []), commands(t("commands"), x.commands), commands(t("undo"), x.undo),
    x.stack && fold("cfn-" + x.number, t("stack"), () => h("pre", { class: "command", tabindex: "0" }, x.stack), { class: "inner" }),
    !x.manual && pick(x.breaks) && h("p", { class: "quiet" }, t("breaks"), ": ", pick(x.breaks), " · ", t("cost"), ": ", pick(x.cost)),
    (x.actions || []).length > 0 && h("p", { class: "quiet" }, t("needs_actions"), ": ", h("code", null, x.actions.join(", ")))];

  const control = (c, at) => {
    const mine = findingsOf[at].filter((f) => matches(f));
    const summary = [severity(c.severity), status(c.status), h("span", { class: "id" }, c.id), h("span", { class: "what" }, pick(c.title)),
      h("span", { class: "quiet" }, c.failed + c.unknown > 0 ? number((c.failed || 0) + (c.unknown || 0)) : "")];
    return fold("c-" + c.id, summary, () => [
      h("p", { class: "quiet" }, t("counts", { failed: number(c.failed || 0), unknown: number(c.unknown || 0), passed: number(c.passed || 0) }), c.not_applicable > 0 && " · " + t("counts_none", { n: number(c.not_applicable) }),
        c.accepted > 0 && " · " + t("accepted_n", { n: number(c.accepted) }), c.disabled && " · " + t("disabled_because", { why: c.disabled })),
      lang === "en" && c.description && h("p", null, c.description),
      h("h4", null, t("remediation")), h("p", null, pick(c.remediation)), c.construct && h("p", { class: "quiet" }, t("construct", { construct: c.construct })),
      (stepsOf.get(c.id) || []).filter((x) => !x.manual).length > 0 && fold("s-" + c.id, t("steps_of"), () => listed(stepsOf.get(c.id).filter((x) => !x.manual), (x) => h("li", null, doing(x)), 20), { class: "inner" }),
      h("h4", null, t("findings")), mine.length > 0 ? listed(mine, finding, 20) : note(t("no_findings")), c.left > 0 && note(t("left_out", { n: number(c.left) })),
      Object.keys(c.standards).length > 0 && h("p", { class: "quiet" }, t("part_of"), ": ", Object.entries(c.standards).map(([id, numbers]) => id + (numbers.length === 1 && numbers[0] === c.id ? "" : " " + numbers.join(", "))).join(" · ")),
      c.source.length > 0 && h("p", { class: "quiet" }, t("sources"), ": ", c.source.map((url, i) => [i > 0 && ", ", h("a", { href: url, rel: "noreferrer noopener" }, url)]))], { class: "control", "data-status": c.status });
  };

  // Filters.
  const has = (text) => text.toLowerCase().includes(filters.text);
  const matches = (f) => (!filters.account || f.a === filters.account) && (!filters.region || f.r === filters.region);
  const passes = (c, at) => {
    if (!filters.statuses.has(c.status) || !filters.severities.has(c.severity)) return false;
    if (filters.standard && !(filters.standard in c.standards) || filters.measure && c.measure !== filters.measure) return false;
    if ((filters.account || filters.region) && !findingsOf[at].some(matches)) return false;
    return !filters.text || has(c.id) || has(pick(c.title)) || findingsOf[at].some((f) => matches(f) && (has(pick(f.n)) || has(f.id) || has(pick(data.reasons[f.why]))));
  };

  let list, count;
  const refresh = () => {
    list.replaceChildren();
    let n = 0;
    for (const level of data.severities) {
      const some = data.controls.map((c, at) => [c, at]).filter(([c, at]) => c.severity === level && passes(c, at));
      if (some.length === 0) continue;
      n += some.length;
      list.append(h("h3", null, say("severity", level), " ", h("span", { class: "quiet" }, number(some.length))), ...some.map(([c, at]) => control(c, at)));
    }
    count.textContent = n > 0 ? t("shown", { n: number(n), all: number(data.controls.length) }) : t("none_shown");
  };
  // only shows the controls that the reader asked for elsewhere.
  const only = (want) => {
    clear();
    filters.statuses = new Set(want.statuses);
    if (want.severities) filters.severities = new Set(want.severities);
    filters.standard = want.standard || "";
    filters.measure = want.measure || "";
    filters.account = want.account || "";
    redraw("controls");
    const title = document.getElementById("controls-title");
    title.scrollIntoView();
    title.focus();
  };
  const clear = () => {
    Object.assign(filters, { text: "", standard: "", measure: "", account: "", region: "" });
    filters.statuses = new Set(["FAILED", "UNKNOWN"]);
    filters.severities = new Set(data.severities);
  };
  // go opens one control.
  const go = (id) => {
    const at = byID.get(id);
    if (at === undefined) return;
    if (!passes(data.controls[at], at)) {
      clear();
      filters.statuses.add(data.controls[at].status);
    }
    open.add("c-" + id);
    redraw("controls");
    const el = document.getElementById("c-" + id);
    el.scrollIntoView();
    el.querySelector("summary").focus();
  };

  const statuses = ["FAILED", "UNKNOWN", "PASSED", "NO_DATA", "DISABLED"];
  const controls = () => {
    if (data.controls.length === 0) return null;
    const boxes = (title, words, chosen, kind) => h("fieldset", null, h("legend", null, title), words.map((word) => h("label", { class: "check" },
      h("input", { type: "checkbox", name: kind, value: word, checked: chosen.has(word), onchange: (e) => { if (e.target.checked) chosen.add(word); else chosen.delete(word); refresh(); } }), say(kind, word))));
    const choice = (title, key, options) => options.length > 1 && h("label", { class: "field" }, h("span", null, title), h("select", { name: key, onchange: (e) => { filters[key] = e.target.value; refresh(); } },
      h("option", { value: "" }, t("all")), options.map(([value, text]) => h("option", { value, selected: filters[key] === value }, text))));
    const distinct = (of) => [...new Set(data.findings.map(of))].sort().map((x) => [x, x]);
    count = h("p", { class: "note", role: "status" });
    list = h("div", { class: "list" });
    const form = h("form", { class: "filters card", role: "search", "aria-label": t("filters"), onsubmit: (e) => e.preventDefault() },
      h("label", { class: "field search" }, h("span", null, t("search")), h("input", { type: "search", name: "text", value: filters.text, placeholder: t("search_hint"), autocomplete: "off", spellcheck: "false",
        oninput: (e) => { filters.text = e.target.value.trim().toLowerCase(); refresh(); } })),
      choice(t("standard"), "standard", data.standards.map((x) => [x.id, standardTitle(x)])),
      choice(t("measure"), "measure", data.measures.map((m) => [m.id, pick(m.name)])),
      choice(t("account"), "account", distinct((f) => f.a)), choice(t("region"), "region", distinct((f) => f.r)),
      boxes(t("severity"), data.severities, filters.severities, "severity"), boxes(t("status"), statuses, filters.statuses, "status"),
      h("button", { type: "button", onclick: () => { clear(); redraw("controls"); document.querySelector("#controls input").focus(); } }, t("reset")));
    const el = section("controls", t("controls"), note(t("controls_note")), form, count, list);
    el.querySelector("h2").tabIndex = -1;
    refresh();
    return el;
  };

  const forecast = () => {
    const steps = data.plan.items.filter((x) => x.score !== null);
    if (steps.length === 0 || data.summary.score === null) return null;
    const values = [data.summary.score, ...steps.map((x) => x.score)], at = ends(values), width = 760, height = 150;
    const { x, y, path } = line(values, width, height, 24);
    return h("div", { class: "card forecast" }, h("h3", null, t("forecast")), h("p", { class: "quiet" }, t("forecast_note", { ...at, n: number(steps.length) })),
      s("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": t("forecast_note", { ...at, n: number(steps.length) }) },
        [0, 50, 100].map((v) => [s("line", { class: "rule", x1: 24, x2: width - 24, y1: y(v), y2: y(v) }), s("text", { x: 19, y: y(v) + 3, class: "axis" }, String(v))]), path,
        s("circle", { cx: x(0), cy: y(values[0]), r: 3.5 }), s("circle", { cx: x(values.length - 1), cy: y(values[values.length - 1]), r: 3.5 }),
        s("text", { x: x(values.length - 1), y: y(values[values.length - 1]) - 8, class: "when last" }, String(values[values.length - 1]))));
  };

  const plan = () => data.plan && section("plan", t("plan"), data.plan.items.length === 0 ? h("p", null, t("plan_nothing")) : [note(t("plan_note")), forecast(), h("ol", { class: "plain steps" },
    groups(data.plan.items, (x) => x.control).map(([id, steps]) => {
      const c = data.controls[byID.get(id)];
      return h("li", null, fold("p-" + steps[0].number, [severity(c.severity), h("span", { class: "id" }, id), h("span", { class: "what" }, pick(c.title)), steps.length > 1 && h("span", { class: "quiet" }, t("steps", { n: number(steps.length) })),
        steps.every((x) => x.manual) && h("span", { class: "badge" }, t("manual"))], () => [
        h("p", null, pick(c.remediation)), c.construct && h("p", { class: "quiet" }, t("construct", { construct: c.construct })), listed(steps, (x) => h("li", { class: "finding" }, doing(x)), 20)]));
    })), more(data.plan.left)]);
  // groups are neighbours of the same key.
  const groups = (all, key) => {
    const out = [];
    for (const x of all) {
      if (out.length === 0 || out[out.length - 1][0] !== key(x)) out.push([key(x), []]);
      out[out.length - 1][1].push(x);
    }
    return out;
  };

  const comparison = () => {
    const x = data.comparison;
    if (!x) return null;
    const titles = x.standards.map((id) => standardTitle(data.standards.find((y) => y.id === id)));
    const measureName = (id) => (id === "workloads" ? t("workloads") : pick((data.measures.find((m) => m.id === id) || { name: [id, id] }).name));
    const cell = (ids) => h("td", null, ids.length === 0 ? h("span", { class: "quiet" }, t("not_asked")) : ids.length > 4
      ? fold("k-" + ids[0] + ids.length, [worst(ids), t("controls_n", { n: ids.length })], () => h("ul", { class: "plain" }, ids.map((id) => h("li", null, judged(id)))), { class: "inner" })
      : h("ul", { class: "plain" }, ids.map((id) => h("li", null, judged(id)))));
    const statusOf = (id) => data.controls[byID.get(id)].status;
    const judged = (id) => [mark(statusOf(id)), link(id), hidden(" " + say("status", statusOf(id)))];
    const worst = (ids) => ["FAILED", "UNKNOWN", "PASSED", "DISABLED", "NO_DATA"].filter((w) => ids.some((id) => statusOf(id) === w)).map((w) =>
      h("span", { class: "tally" }, mark(w), hidden(say("status", w) + " "), ids.filter((id) => statusOf(id) === w).length));
    return section("comparison", t("comparison"), note(t("comparison_note")), h("div", { class: "wide", tabindex: "0", role: "group", "aria-label": t("comparison") }, h("table", { class: "compare" },
      h("thead", null, h("tr", null, h("th", { scope: "col" }, t("measure")), titles.map((title) => h("th", { scope: "col" }, title)), h("th", { scope: "col" }, many ? t("these_accounts") : t("this_account")))),
      groups(x.rows, (row) => row.measure).map(([id, rows]) => h("tbody", null, h("tr", { class: "group" }, h("th", { scope: "rowgroup", colspan: titles.length + 2 }, measureName(id))),
        rows.map((row) => h("tr", null, h("th", { scope: "row" }, pick(row.name)), row.cells.map(cell), h("td", null, status(row.has, "has")))))),
      x.others.some((o) => Object.keys(o).length > 0) && h("tbody", null, h("tr", null, h("th", { scope: "row" }, t("other_controls")), x.others.map((o, i) => h("td", null, Object.keys(o).length === 0 ? "–"
        : h("button", { type: "button", class: "link", onclick: () => only({ statuses, standard: x.standards[i] }), "aria-label": t("other_controls") + ": " + titles[i] }, statuses.filter((w) => o[w]).map((w) => h("span", { class: "tally" }, mark(w), hidden(say("status", w) + " "), number(o[w])))))), h("td"))))));
  };

  const suppressions = () => {
    const some = data.findings.filter((f) => f.accepted);
    const look = data.suppression_notes && data.suppression_notes.items.length > 0 && [h("h3", null, t("suppressions_look")), h("ul", { class: "plain" }, data.suppression_notes.items.map((n) => h("li", null, mark("WARNING"), name(pick(n))))), more(data.suppression_notes.left)];
    if (some.length === 0) return data.suppression_notes && section("suppressions", t("suppressions"), h("p", null, t("suppressions_none")), look);
    return section("suppressions", t("suppressions"), note(t("suppressions_note")), look, h("div", { class: "wide", tabindex: "0", role: "group", "aria-label": t("suppressions") }, h("table", null,
      h("thead", null, h("tr", null, ["control", "resource", "reason", "owner", "expires"].map((w) => h("th", { scope: "col" }, t(w))))),
      h("tbody", null, some.slice(0, 200).map((f) => h("tr", null, h("th", { scope: "row" }, link(data.controls[f.c].id), h("div", null, status(f.s))), h("td", null, name(pick(f.n)), h("div", { class: "quiet" }, many && f.a + " ", f.r)),
        h("td", null, name(f.accepted.reason), f.accepted.ticket && h("div", { class: "quiet" }, name(f.accepted.ticket))), h("td", null, name(f.accepted.owner || "–")), h("td", null, f.accepted.expires)))))), more(some.length - 200));
  };

  const gaps = () => section("gaps", t("gaps"), data.gaps.items.length === 0 ? h("p", null, t("gaps_none")) : [note(t("gaps_note")), h("div", { class: "wide", tabindex: "0", role: "group", "aria-label": t("gaps") }, h("table", null,
    h("thead", null, h("tr", null, ["call", "closes", "where", "waiting"].map((w) => h("th", { scope: "col" }, t(w))))),
    h("tbody", null, data.gaps.items.map((g) => h("tr", null,
      h("th", { scope: "row" }, h("code", null, g.operation || "–"), h("div", { class: "quiet" }, g.code, " · ", t("calls", { n: number(g.calls) })), g.answer && h("div", { class: "quiet" }, name(t("aws_answered", { answer: g.answer })))),
      h("td", null, name(pick(g.remedy))), h("td", null, g.places.join(", ")),
      h("td", null, g.controls.length === 0 ? t("waiting_none") : g.controls.map((id) => [link(id), " "]), g.left > 0 && t("more", { n: number(g.left) }))))))), more(data.gaps.left)]);

  const empty = () => {
    const some = data.controls.filter((c) => c.empty);
    return some.length > 0 && section("empty", t("empty"), note(t("empty_note")), fold("empty-list", t("controls_n", { n: number(some.length) }), () => h("ul", { class: "columns" }, some.map((c) => h("li", null, link(c.id), " ", pick(c.title))))));
  };

  const sections = { overview, scores, matrix, trend, measures, drill, paths, controls, plan, comparison, suppressions, gaps, empty };

  const header = () => {
    const choose = (label, options, chosen, take) => h("div", { class: "choice", role: "group", "aria-label": label }, options.map(([value, text, props]) =>
      h("button", { type: "button", "aria-pressed": String(value === chosen), ...props, onclick: () => take(value) }, text)));
    return h("header", null, h("div", { class: "brand" }, h("h1", null, t("title")),
      h("p", null, !many && data.accounts.items.length > 0 && [h("strong", null, name(data.accounts.items[0].id)), " · "], t("evidence_of", { at: data.as_of }), data.kijun && " · " + t("made_by", { version: data.kijun }))),
    h("div", { class: "tools" },
      choose(t("language"), [["en", "English", { lang: "en" }], ["ja", "日本語", { lang: "ja" }]], lang, (value) => { lang = value; redraw(); document.querySelector(`header button[lang=${value}]`).focus(); }),
      choose(t("appearance"), ["auto", "light", "dark"].map((x) => [x, t("theme_" + x), { "data-theme-choice": x }]), theme, (value) => { theme = value; redraw(); document.querySelector(`[data-theme-choice=${value}]`).focus(); }),
      h("button", { type: "button", onclick: () => window.print() }, t("print"))));
  };

  const redraw = (part) => {
    if (part) {
      document.getElementById(part).replaceWith(sections[part]());
      return;
    }
    const at = window.scrollY;
    document.documentElement.lang = lang;
    document.documentElement.dataset.theme = theme;
    document.title = t("title") + (!many && data.accounts.items.length > 0 ? " – " + data.accounts.items[0].id : "");
    const made = Object.values(sections).map((make) => make()).filter(Boolean);
    const nav = h("nav", { "aria-label": t("contents") }, h("ul", null, made.map((el) => h("li", null, h("a", { href: "#" + el.id }, el.querySelector("h2").textContent)))));
    page.replaceChildren(h("a", { class: "skip", href: "#main" }, t("skip")), header(), h("div", { class: "columns-2" }, nav, h("main", { id: "main", tabindex: "-1" }, made)));
    window.scrollTo(0, at);
  };

  // On paper there is nothing to click: what the filters leave is printed with its findings.
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details.control:not([open]), #reading:not([open]), #empty-list:not([open]), #comparison details:not([open]), #plan details:not([open]), #drill details:not([open])")];
    for (const el of closed) { el.make(); el.open = true; }
  });
  window.addEventListener("afterprint", () => {
    for (const el of closed) el.open = false;
    closed = [];
  });

  redraw();
})();
