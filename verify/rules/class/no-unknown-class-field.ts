import { quote } from "../../../shared/index.js";
import type { Severity } from "../../finding.js";
import type { ProviderClass } from "../../kubernetes/types.js";
import type { Step } from "../../reading/document.js";
import { isObject, listIn, objectIn } from "../../reading/json.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { driverName } from "./places.js";
import { misspeltKeys, misspeltSpec, SPEC_KEYS } from "./spelling.js";

const SECRET_KEYS = ["secretName", "type", "data", "labels", "annotations"];
const DATA_KEYS = ["objectName", "key"];
const NEEDED_OF_SECRET = ["secretName", "type", "data", ...DATA_KEYS];

/** Keys that belong somewhere else than where they often stand. */
const ELSEWHERE: Readonly<Record<string, string>> = { objects: "spec.parameters", array: "objects in spec.parameters" };

/** The API server drops keys that the schema of the driver does not have, without a word. */
export const noUnknownClassField = defineRule({
  id: "no-unknown-class-field",
  severity: "warning",
  summary: "Each key of a class is one that the driver has, in its exact spelling and place.",
  link: "class",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      const { body } = providerClass.manifest;
      yield* beside(providerClass);
      yield* insteadOfSpec(providerClass);
      yield* unknownIn(providerClass, ["spec"], objectIn(body, "spec"), SPEC_KEYS);
      const secrets = listIn(body, "spec", "secretObjects");
      for (const [index, secret] of secrets.entries()) {
        const path = ["spec", "secretObjects", index];
        yield* unknownIn(providerClass, path, secret, SECRET_KEYS);
        for (const [at, item] of listIn(secret, "data").entries()) {
          yield* unknownIn(providerClass, [...path, "data", at], item, DATA_KEYS);
        }
      }
    }
  },
});

/** What stands beside `spec` and belongs into it. */
function* beside(providerClass: ProviderClass): Iterable<Fault> {
  for (const name of SPEC_KEYS.filter((key) => Object.hasOwn(providerClass.manifest.body, key))) {
    yield broken({
      on: providerClass,
      at: [name],
      severity: "error",
      message: `${name} of ${providerClass.id} stands beside spec, where the API server drops it`,
      got: name,
      allowed: `spec.${name}`,
      fix: "indent it below spec",
      ...shownFor(providerClass, name),
    });
  }
}

function* insteadOfSpec(providerClass: ProviderClass): Iterable<Fault> {
  const name = misspeltSpec(providerClass);
  if (name === undefined) {
    return;
  }
  yield broken({
    on: providerClass,
    at: [name],
    severity: "error",
    message: `${providerClass.id} has the key ${quote(name)}, which the driver does not have and the API server drops`,
    got: name,
    allowed: "apiVersion, kind, metadata, spec; case matters",
    fix: 'write "spec"',
    ...shownFor(providerClass, "provider"),
  });
}

function* unknownIn(
  providerClass: ProviderClass,
  path: readonly Step[],
  value: unknown,
  known: readonly string[],
): Iterable<Fault> {
  const meant = misspeltKeys(value, known);
  for (const key of isObject(value) ? Object.keys(value) : []) {
    if (known.includes(key)) {
      continue;
    }
    const elsewhere = ELSEWHERE[key];
    const wanted = elsewhere === undefined ? meant.get(key) : undefined;
    yield broken({
      on: providerClass,
      at: [...path, key],
      severity: severityOf(wanted, elsewhere),
      message: `${providerClass.id} has the key ${quote(key)}, which the driver does not have and the API server drops`,
      got: key,
      allowed: `${known.join(", ")}; case matters`,
      fix:
        elsewhere !== undefined
          ? `move it into ${elsewhere}`
          : wanted === undefined
            ? "leave it out"
            : `write ${quote(wanted)}`,
      ...shownFor(providerClass, wanted ?? ""),
    });
  }
}

/** What a synced Secret lacks is reported by the rules about synced Secrets; here only what it is called instead. */
function severityOf(wanted: string | undefined, elsewhere: string | undefined): Severity {
  if (elsewhere !== undefined || (wanted !== undefined && SPEC_KEYS.includes(wanted))) {
    return "error";
  }
  return wanted !== undefined && NEEDED_OF_SECRET.includes(wanted) ? "note" : "warning";
}

function shownFor(providerClass: ProviderClass, wanted: string): { readonly shows?: string } {
  return wanted === "provider" || wanted === "parameters"
    ? { shows: `FailedMount: ${wanted} not set in ${driverName(providerClass)}` }
    : {};
}
