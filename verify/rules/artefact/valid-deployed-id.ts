import { shortened } from "../../../shared/index.js";
import type { Step } from "../../reading/document.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import type { Resource } from "../../terraform/resource.js";
import type { Thing } from "../../thing.js";
import { problemOfForm } from "./printed-forms.js";
import { isSensitive } from "./sensitive.js";

/** Nothing checks an identifier that is copied; where it has another form, no deployment printed it. */
export const validDeployedId = defineRule({
  id: "valid-deployed-id",
  severity: "error",
  summary: "Each identifier that a deployment printed has the form that Azure gives it.",
  link: "identity",
  needs: ["azure"],
  *check({ azure }) {
    for (const file of azure.outputs) {
      for (const { resource, attribute, text, at } of file.printed) {
        yield* judged({ resource, attribute, text, on: file, at, hidden: isSensitive(file, at) });
      }
    }
    for (const [type, attributes] of SET_BY_AZURE) {
      for (const resource of azure.ofType(type)) {
        for (const attribute of attributes) {
          // Known only where a plan or state says it; empty is what there is not, as the issuer of a cluster without one.
          const value = azure.valueOf(resource, attribute);
          if (value?.known === true && value.text !== "") {
            yield* judged({ resource, attribute, text: value.text, on: resource, at: [attribute], hidden: false });
          }
        }
      }
    }
  },
});

const SET_BY_AZURE: ReadonlyMap<string, readonly string[]> = new Map([
  ["azuread_application", ["client_id", "object_id"]],
  ["azuread_service_principal", ["object_id"]],
  ["azurerm_kubernetes_cluster", ["oidc_issuer_url"]],
  ["azurerm_user_assigned_identity", ["client_id", "principal_id", "tenant_id"]],
]);

interface Printed {
  readonly resource: Resource;
  readonly attribute: string;
  readonly text: string;
  readonly on: Thing;
  readonly at: readonly Step[];
  readonly hidden: boolean;
}

function* judged({ resource, attribute, text, on, at, hidden }: Printed): Iterable<Fault> {
  const problem = problemOfForm(resource, attribute, text);
  if (problem === undefined) {
    return;
  }
  const source = on === resource ? `${resource.id} has` : `${on.id} have`;
  const value = hidden ? `a value of ${resource.id}` : shortened(text);
  yield broken({
    on,
    at,
    message: `${source} ${value} as ${attribute}${on === resource ? "" : ` of ${resource.id}`}, which ${problem.wrong}`,
    ...(hidden ? {} : { got: text }),
    allowed: problem.allowed,
    fix: "write the file anew from the deployment: terraform output -json, terraform show -json, or cdktf deploy --outputs-file",
    shows:
      attribute === "oidc_issuer_url"
        ? "AADSTS700211: No matching federated identity record found"
        : "AADSTS700016: Application with identifier '<client id>' was not found in the directory",
    ...(on === resource ? {} : { also: [resource] }),
  });
}
