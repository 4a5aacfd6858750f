import { groupBy, quote } from "../../../shared/index.js";
import type { AzureWorld } from "../../azure/types.js";
import { broken, defineRule } from "../../rule.js";
import type { Resource } from "../../terraform/resource.js";

/** The provider writes public keys as PEM, and does not know how for all of them. */
export const validKeyType = defineRule({
  id: "valid-key-type",
  severity: "error",
  summary: "Each key that a class mounts is of a kind that the provider can write.",
  link: "object",
  needs: ["kubernetes", "azure"],
  *check({ azure, kubernetes }) {
    const declared = groupBy(azure.objects, ({ vaultName, name }) => keyOf(vaultName, name));
    const resources = new Map(azure.resources.map((resource) => [resource.id, resource]));
    for (const providerClass of kubernetes.classes) {
      const vault = azure.vaultNamed(providerClass.parameter("keyvaultName") ?? "");
      for (const object of vault?.name === undefined ? [] : providerClass.objects) {
        const [found] = (declared.get(keyOf(vault?.name, object.name)) ?? []).flatMap(({ id }) =>
          problemOf(azure, resources.get(id)),
        );
        if (object.type !== "key" || found === undefined) {
          continue;
        }
        yield broken({
          on: object,
          at: ["objectName"],
          innerLine: object.lineOfField("objectName"),
          message: `${providerClass.id} mounts the key ${quote(object.name)}, whose ${found.what} ${quote(found.got)} the provider cannot write`,
          got: found.got,
          allowed: "keys of type RSA or EC, on one of the curves P-256, P-384 and P-521",
          fix: "make a key of another kind, or let the app use this one through the API of the vault",
          shows: `FailedMount: failed to mount objects, error: failed to get objectType:key, objectName:${object.name}, objectVersion:${object.fields.get("objectVersion") ?? ""}: ${found.shows}`,
          also: [found.resource],
        });
      }
    }
  },
});

function keyOf(vault: string | undefined, name: string): string {
  return `${vault}/${name}`.toLowerCase();
}

interface Problem {
  readonly resource: Resource;
  readonly what: "type" | "curve";
  readonly got: string;
  readonly shows: string;
}

/** Where a key, or a certificate with its key, says of what kind it is. */
const PATHS: ReadonlyMap<string, readonly (string | number)[]> = new Map([
  ["azurerm_key_vault_key", []],
  ["azurerm_key_vault_certificate", ["certificate_policy", 0, "key_properties", 0]],
]);

/** Curves that the provider does not know, by both of their names, in lower case. */
const CURVES: ReadonlySet<string> = new Set(["p-256k", "secp256k1"]);

function problemOf(azure: AzureWorld, resource: Resource | undefined): readonly Problem[] {
  const path = resource && PATHS.get(resource.type);
  if (resource === undefined || path === undefined) {
    return [];
  }
  const type = azure.valueOf(resource, ...path, "key_type")?.text ?? "";
  if (/^oct(-hsm)?$/i.test(type)) {
    const shows = `failed to get key. key type '${type}' currently not supported`;
    return [{ resource, what: "type", got: type, shows }];
  }
  const curve = azure.valueOf(resource, ...path, "curve")?.text ?? "";
  return CURVES.has(curve.toLowerCase())
    ? [{ resource, what: "curve", got: curve, shows: `curve ${curve} is not supported` }]
    : [];
}
