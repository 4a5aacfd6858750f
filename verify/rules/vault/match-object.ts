import { listed, quote } from "../../../shared/index.js";
import { isObjectType } from "../../chain/access.js";
import type { MountedObject, ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault, undecided } from "../../rule.js";
import { type Declared, declaredObjects } from "./declared.js";
import { usageOf } from "./usage.js";
import { TYPE_WORDS } from "./wording.js";

/** The vault answers 404 for a name that it does not have, and for one that it has as another type. */
export const matchObject = defineRule({
  id: "match-object",
  severity: "error",
  summary: "Each object that a class reads is one that the Terraform says its vault holds.",
  link: "object",
  needs: ["kubernetes", "azure"],
  *check(world) {
    const declared = declaredObjects(world.azure);
    const { lacking, readings } = usageOf(world);
    const refused = new Set(
      readings.flatMap(({ identity, providerClass }) => (lacking.has(identity.id) ? [providerClass.id] : [])),
    );
    const open = new Map<string, MountedObject>();
    for (const providerClass of world.kubernetes.classes) {
      const vault = world.azure.vaultNamed(providerClass.parameter("keyvaultName") ?? "");
      const name = vault?.name;
      for (const object of name === undefined ? [] : providerClass.objects) {
        if (name === undefined || !isObjectType(object.type) || !NAME.test(object.name)) {
          continue;
        }
        const found = declared.of(name, object);
        const fault = faultOf(object, providerClass, name, found, refused.has(providerClass.id));
        if (fault !== undefined) {
          yield fault;
        } else if (found.state === "unknown") {
          open.set(name, object);
        }
      }
    }
    for (const [vault, object] of open) {
      yield undecided({
        on: object,
        message: `the artefacts do not list everything that vault ${quote(vault)} holds, ${quote(object.name)} for one`,
        needs: `an output vault_objects of its stack: { ${quote(vault)}: { "secrets": […], "keys": […], "certificates": […] } }`,
      });
    }
  },
});

function faultOf(
  object: MountedObject,
  providerClass: ProviderClass,
  vault: string,
  found: Declared,
  refused: boolean,
): Fault | undefined {
  const what = `${object.type} ${quote(object.name)}`;
  const atName = { on: object, at: ["objectName"], innerLine: object.lineOfField("objectName"), got: object.name };
  switch (found.state) {
    case "unknown":
      return undefined;
    case "declared":
      return found.as.name === object.name
        ? undefined
        : broken({
            ...atName,
            severity: "warning",
            message: `${providerClass.id} writes ${quote(found.as.name)} of vault ${quote(vault)} as ${quote(object.name)}`,
            allowed: `${quote(found.as.name)}, as the Terraform writes it; the vault does not tell case apart, the name of the file does`,
            fix: `write ${quote(found.as.name)}`,
            also: [found.as],
          });
    case "missing":
      return broken({
        ...atName,
        message: `vault ${quote(vault)} holds no ${what}, which ${providerClass.id} reads`,
        allowed: found.names.length === 0 ? "nothing: the list of the vault is empty" : listed(found.names),
        fix:
          found.near === undefined
            ? "add it to the vault and to the output vault_objects, or read another"
            : `write ${quote(found.near)}`,
        shows: notFound(object),
      });
    case "other-type":
      return broken({
        on: object,
        at: ["objectType"],
        innerLine: object.lineOfField("objectType"),
        got: object.type,
        message: `${quote(object.name)} of vault ${quote(vault)} is a ${found.as.type}, and ${providerClass.id} reads it as ${object.type}`,
        allowed: READ_AS[found.as.type],
        fix: found.as.type === "certificate" ? `write ${READ_AS.certificate}` : `write objectType: ${found.as.type}`,
        shows: notFound(object),
        also: [found.as],
      });
    case "near":
      // Without access the name is judged by that: a grant for the right name is there as well.
      return refused
        ? undefined
        : broken({
            ...atName,
            severity: "warning",
            message: `${providerClass.id} reads ${what} of vault ${quote(vault)}, whose Terraform has ${quote(found.as.name)}`,
            allowed: "an object that the vault holds; not all of them need to be in the Terraform",
            fix: `write ${quote(found.as.name)} if that is meant`,
            shows: notFound(object),
            also: [found.as],
          });
  }
}

/** What cannot be a name at all is reported as that. */
const NAME = /^[-0-9A-Za-z]{1,127}$/;

const READ_AS = {
  secret: "secret",
  key: "key",
  certificate: "secret (with its private key), key (public key) or cert (the certificate alone)",
} as const;

const CODES = { secret: "SecretNotFound", key: "KeyNotFound", cert: "CertificateNotFound" } as const;

function notFound({ type, name }: MountedObject): string {
  if (!isObjectType(type)) {
    return "";
  }
  return `FailedMount: RESPONSE 404: 404 Not Found, ERROR CODE: ${CODES[type]}: A ${TYPE_WORDS[type]} with (name/id) ${name} was not found in this key vault`;
}
