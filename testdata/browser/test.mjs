// Opens HTML reports in a real browser and looks at them as their readers do: what they show, filters, languages, keyboard, paper, and what
// assistive technology needs. Arguments: the browser, a folder for its files, then pages. A page whose name begins with "hostile" comes
// from an account whose names are markup. Prints what is wrong, a line each, and exits 1.
import { chromium } from "playwright-core";
import axe from "axe-core";
import { mkdtempSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const [browser, dir, ...files] = process.argv.slice(2);
let wrong = 0, checks = 0;
const check = (ok, ...what) => {
  checks++;
  if (ok) return;
  wrong++;
  console.log("WRONG", ...what);
};
const same = (got, want, ...what) => check(JSON.stringify(got) === JSON.stringify(want), ...what, "got", JSON.stringify(got), "want", JSON.stringify(want));

const context = await chromium.launchPersistentContext(mkdtempSync(join(dir, "profile-")), {
  executablePath: browser, headless: true, viewport: { width: 1280, height: 900 },
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

async function open(file, settings) {
  const page = await context.newPage();
  page.on("console", (m) => check(false, basename(file), "console:", m.type(), m.text()));
  page.on("pageerror", (e) => check(false, basename(file), "error:", e.message));
  page.on("dialog", (d) => { check(false, basename(file), "dialog:", d.message()); d.dismiss(); });
  page.on("request", (r) => check(r.url() === pathToFileURL(file).href || r.url().startsWith("data:"), basename(file), "request:", r.url()));
  await page.emulateMedia(settings || {});
  await page.goto(pathToFileURL(file).href);
  return page;
}

const speak = (page, lang) => page.click(`header button[lang=${lang}]`);
const dataOf = (page) => page.evaluate(() => JSON.parse(document.getElementById("data").textContent));
const shown = (page) => page.$$eval("#controls details.control", (all) => all.map((el) => el.id.slice(2)));
const unfold = (page) => page.evaluate(() => {
  // what is inside of what is opened comes with it; a few of each kind are enough to look at
  for (const kind of ["#overview details", "#trend details", "#drill details", "#controls details", "#plan details", "#comparison details", "#empty details"]) for (const el of [...document.querySelectorAll(kind)].slice(0, 8)) el.open = true;
  for (const el of [...document.querySelectorAll("details[open] details.inner")].slice(0, 8)) el.open = true;
});

async function content(file) {
  const page = await open(file);
  const data = await dataOf(page);
  const name = basename(file);
  same(await page.evaluate(() => document.documentElement.lang), data.lang, name, "language at the start");
  await speak(page, "en");
  same(await page.$$eval("#scores .card", (all) => all.map((el) => el.querySelector(".score").textContent)), data.standards.map((s) => (s.score === null ? "–" : String(s.score))), name, "scores");
  same(await page.$$eval("#measures .four:first-of-type .measure", (all) => all.length), data.measures.filter((m) => m.main).length, name, "measures");
  same(await page.$$eval("#paths .path", (all) => all.length), data.findings.filter((f) => f.listed).length, name, "alert paths");
  const broken = data.findings.filter((f) => f.listed && f.path.some((hop) => hop.l === "broken" || hop.s === "broken"));
  same(await page.$$eval("#paths .path:has(.broken)", (all) => all.length), broken.length, name, "broken alert paths");
  same(await page.$$eval("#comparison tbody tr:not(.group) th[scope=row]", (all) => all.length > 0), !!data.comparison, name, "comparison");
  same(await page.$$eval("#gaps tbody tr", (all) => all.length), data.gaps.items.length, name, "gaps");
  for (const [id, part] of [["trend", data.trend], ["matrix", data.matrix], ["drill", data.drill], ["plan", data.plan], ["comparison", data.comparison], ["suppressions", data.suppression_notes || data.findings.some((f) => f.accepted)]])
    same(await page.$$eval("#" + id, (all) => all.length), part ? 1 : 0, name, "section", id);
  if (data.matrix) same(await page.$$eval("#matrix td", (all) => all.length), data.matrix.items.length * (1 + data.standards.length), name, "cells of the heat map");
  if (data.drill) same(await page.$$eval("#drill .timeline tbody tr", (all) => all.length), data.drill.plays.reduce((n, play) => n + play.steps.length, 0), name, "steps of the attacks");
  // headings step down by one
  const levels = await page.$$eval("h1, h2, h3, h4", (all) => all.filter((el) => el.checkVisibility()).map((el) => Number(el.tagName[1])));
  check(levels.every((level, i) => i === 0 ? level === 1 : level <= levels[i - 1] + 1), name, "headings:", levels.join(""));

  if (data.controls.length > 0) await filters(page, data, name);

  // languages
  await speak(page, "ja");
  same(await page.evaluate(() => [document.documentElement.lang, document.activeElement.lang]), ["ja", "ja"], name, "language and focus");
  const titles = await page.$$eval("h2", (all) => all.map((el) => el.textContent));
  check(titles.every((title) => /[\u3040-\u30ff\u4e00-\u9fff]/.test(title)), name, "headings in Japanese:", titles.join(" | "));
  same(await page.$$eval("nav a", (all) => all.map((el) => el.textContent)), titles, name, "contents");
  await speak(page, "en");
  const english = await page.$eval("main", (el) => [...el.querySelectorAll("h2, h3, h4, thead th, dt, legend, label, .note, button:not(.link)")].map((x) => x.textContent).filter((x) => /[\u3040-\u30ff\u4e00-\u9fff]/.test(x)));
  same(english, [], name, "Japanese on the English page");

  // appearance
  await page.click("[data-theme-choice=dark]");
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.click("[data-theme-choice=light]");
  check(dark !== await page.evaluate(() => getComputedStyle(document.body).backgroundColor), name, "dark and light look the same");

  // the first stop of the keyboard leads to the report
  await page.reload();
  await page.keyboard.press("Tab");
  same(await page.evaluate(() => document.activeElement.className), "skip", name, "first stop");
  await page.keyboard.press("Enter");
  same(await page.evaluate(() => document.activeElement.id), "main", name, "the stop after it");

  // paper
  await page.evaluate(() => addEventListener("afterprint", () => { window.opened = [...document.querySelectorAll("details.control")].filter((el) => el.open).length; }, { capture: true, once: true }));
  const pdf = await page.pdf({ path: join(dir, name + ".pdf"), format: "A4", printBackground: true });
  check(pdf.length > 10_000, name, "the PDF has", pdf.length, "bytes");
  const failing = data.controls.filter((c) => c.status === "FAILED" || c.status === "UNKNOWN").length;
  same(await page.evaluate(() => [window.opened, document.querySelectorAll("details.control[open]").length]), [0, 0], name, "controls that stay open after printing");
  const printed = await page.evaluate(() => { dispatchEvent(new Event("beforeprint")); const n = document.querySelectorAll("details.control[open]").length; dispatchEvent(new Event("afterprint")); return n; });
  same(printed, failing, name, "controls on paper");

  // nothing of the account is markup
  same(await page.$$eval("#page script, #page img, #page iframe, #page object, #page style, #page link, #page form[action], [onerror], [onload], [onclick]", (all) => all.length), 0, name, "elements that only markup could have made");
  same(await page.$$eval("a[href]", (all) => all.map((el) => el.getAttribute("href")).filter((x) => !/^(#|https:\/\/)/.test(x))), [], name, "links");
  await page.close();
}

async function filters(page, data, name) {
  const wanted = (test) => data.severities.flatMap((level) => data.controls.filter((c) => c.severity === level && test(c)).map((c) => c.id));
  same(await shown(page), wanted((c) => c.status === "FAILED" || c.status === "UNKNOWN"), name, "controls at the start");
  await page.uncheck("input[value=UNKNOWN]");
  same(await shown(page), wanted((c) => c.status === "FAILED"), name, "failed controls");
  await page.uncheck("input[name=severity][value=HIGH]");
  same(await shown(page), wanted((c) => c.status === "FAILED" && c.severity !== "HIGH"), name, "failed controls without HIGH");
  await page.click("#controls form > button");
  same(await shown(page), wanted((c) => c.status === "FAILED" || c.status === "UNKNOWN"), name, "controls after the reset");
  for (const status of ["PASSED", "NO_DATA", "DISABLED"]) await page.check(`input[name=status][value=${status}]`);
  same((await shown(page)).length, data.controls.length, name, "all controls");
  if (data.standards.length > 1) {
    const standard = data.standards[data.standards.length - 1].id;
    await page.selectOption("select[name=standard]", standard);
    same(await shown(page), wanted((c) => standard in c.standards), name, "controls of", standard);
    await page.selectOption("select[name=standard]", "");
  }
  const first = data.findings.find((f) => f.s === "FAILED" && f.e);
  if (first) {
    const id = data.controls[first.c].id;
    await page.fill("input[type=search]", "  " + id.toUpperCase() + " ");
    check((await shown(page)).includes(id), name, "the search for", id, "does not find it");
    await page.fill("input[type=search]", "nothing has this name");
    same(await shown(page), [], name, "controls for a text that nothing has");
    same(await page.textContent("#controls [role=status]"), "No control matches the filters.", name, "status line");
    await page.fill("input[type=search]", id);
    // by keyboard into the control, and into the evidence
    const summary = page.locator(`[id="c-${id}"] > summary`);
    await summary.focus();
    await page.keyboard.press("Enter");
    const proof = page.locator(`[id="e-${first.id.replace(/["\\]/g, "\\$&")}"]`);
    await proof.locator("> summary").focus();
    await page.keyboard.press("Enter");
    same(await proof.locator("tbody tr").count(), first.e.length, name, "evidence of", first.id);
    const value = data.evidence[first.e[0]].v;
    same(await proof.locator("tbody tr").first().locator("td").last().evaluate((el) => (el.querySelector("pre, em") || el).textContent), value || "AWS said nothing there", name, "what AWS answered");
    // what is open stays open in the other language
    await speak(page, "ja");
    check(await proof.evaluate((el) => el.open), name, "the evidence closed with the language");
    same(await page.inputValue("input[type=search]"), id.toLowerCase(), name, "search after the language");
    await speak(page, "en");
    await page.click("#controls form > button");
  }
}

async function narrow(file) {
  for (const width of [320, 390, 768]) {
    const page = await open(file);
    await page.setViewportSize({ width, height: 800 });
    for (const lang of ["en", "ja"]) {
      await speak(page, lang);
      await unfold(page);
      await page.waitForTimeout(50); // the folds make their content when they open
      const over = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
      check(over <= 0, basename(file), lang, "at a width of", width, "the page is", over, "too wide");
    }
    await page.close();
  }
}

async function accessible(file) {
  const few = (await readFile(file)).length < 500_000; // a large page shows the same more often: one language in each scheme, and its worst controls
  for (const [colorScheme, langs] of [["light", few ? ["en", "ja"] : ["en"]], ["dark", few ? ["en", "ja"] : ["ja"]]]) {
    const page = await open(file, { colorScheme });
    await page.evaluate(axe.source);
    if (!few) for (const level of ["HIGH", "MEDIUM", "LOW", "INFORMATIONAL"]) await page.uncheck(`input[name=severity][value=${level}]`);
    for (const lang of langs) {
      await speak(page, lang);
      await unfold(page);
      await page.waitForTimeout(100);
      const { violations, passes } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      check(passes.length > 20, basename(file), "axe looked at", passes.length);
      for (const v of violations) check(false, basename(file), colorScheme, lang, v.id, v.help, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200) + " " + n.failureSummary.replace(/\s+/g, " ")).join(" | "));
    }
    await page.close();
  }
}

try {
  for (const file of files) {
    await content(file);
    await narrow(file);
    await accessible(file);
  }
} finally {
  await context.close();
}
console.log(`${checks} checks of ${files.length} pages, ${wrong} wrong`);
process.exit(wrong > 0 ? 1 : 0);
