import { field } from "../../reading/json.js";
import type { Resource } from "../../terraform/resource.js";

/**
 * Whether a resource stands in a configuration, where what is missing was forgotten. In a plan or a state it is something
 * that Terraform does not know yet: it has seen the arguments.
 */
export function isWritten({ place }: Resource): boolean {
  const { value } = place.document;
  return ["format_version", "terraform_version", "serial"].every((name) => field(value, name) === undefined);
}
