import type { Environment } from "../environment.js";
import { isJson } from "../json.js";
import { problem, quote, within } from "../problem.js";
import type { Problems } from "./checks.js";

/** Only their form: whether a manifest is there, and takes the patch, shows when everything is drawn. */
export function* checkPatches({ name, patches = {} }: Environment): Problems {
  for (const [manifest, operations] of Object.entries(patches)) {
    const at = within(name, "patches", manifest);
    if (!/^[A-Z][A-Za-z]*(\/[^/\s]+){1,2}$/.test(manifest)) {
      yield problem({
        rule: "match-patch",
        message: `${quote(manifest)} names no manifest`,
        at,
        allowed: '"<kind>/<namespace>/<name>", or "<kind>/<name>" for what has no namespace',
        fix: 'write it as "Deployment/shop/storefront"',
      });
    }
    for (const [index, operation] of operations.entries()) {
      const where = within(at, `[${index}]`);
      const pointers = "from" in operation ? [operation.path, operation.from] : [operation.path];
      for (const pointer of pointers.filter((text) => !/^(\/([^~/]|~[01])*)*$/.test(text))) {
        yield problem({
          rule: "match-patch",
          message: `${quote(pointer)} is no JSON pointer`,
          at: where,
          allowed: 'steps with a slash before each, "~1" for a slash within one and "~0" for a tilde',
          fix: 'write it as "/spec/template/spec/priorityClassName"',
        });
      }
      if ("value" in operation && !isJson(operation.value)) {
        yield problem({
          rule: "match-patch",
          message: "the value of the operation cannot be written as JSON",
          at: where,
          allowed: "text, numbers, true, false, null, lists and objects of these",
          fix: "give a plain value",
        });
      }
    }
  }
}
