import { quote } from "../../../shared/index.js";
import { type Cloud, cloudNamed } from "../../facts/clouds.js";
import { broken, defineRule, undecided } from "../../rule.js";
import { cloudOf } from "./clouds.js";
import { nameOf } from "./wording.js";

/** The cloud decides where the provider signs in, and which DNS suffix it puts behind the name of the vault. */
export const matchCloud = defineRule({
  id: "match-cloud",
  severity: "error",
  summary: "Each provider class names the cloud that its vault is in.",
  link: "vault",
  needs: ["kubernetes", "azure"],
  *check(world) {
    for (const providerClass of world.kubernetes.classes) {
      const vault = world.azure.vaultNamed(providerClass.parameter("keyvaultName") ?? "");
      const written = providerClass.parameter("cloudName");
      const meant = cloudNamed(written ?? "AzurePublicCloud");
      // A cloud that is no more, or somebody's own, has no vaults that Terraform makes.
      if (vault === undefined || meant?.zone === undefined) {
        continue;
      }
      const cloud = cloudOf(world, vault);
      const path = ["spec", "parameters"];
      const at = { on: providerClass, at: written === undefined ? path : [...path, "cloudName"] };
      if (cloud === undefined) {
        if (written !== undefined && meant.name !== "AzurePublicCloud") {
          yield undecided({
            ...at,
            message: `whether vault ${quote(nameOf(vault))} is in ${meant.name}`,
            needs: "environment of the azurerm provider, or the location of the vault",
          });
        }
      } else if (cloud !== meant) {
        yield broken({
          ...at,
          message: `${providerClass.id} ${written === undefined ? "names no cloud and " : ""}reads in ${meant.name}, and vault ${quote(nameOf(vault))} is in ${cloud.name}`,
          ...(written === undefined ? {} : { got: written }),
          allowed: cloud.name,
          fix: fixFor(cloud, written),
          shows: "FailedMount: … AADSTS90002: Tenant … not found, or lookup …: no such host",
          also: [vault],
        });
      }
    }
  },
});

function fixFor({ name }: Cloud, written: string | undefined): string {
  if (written === undefined) {
    return `add cloudName: ${name}`;
  }
  return name === "AzurePublicCloud" ? "remove cloudName" : `write ${quote(name)}`;
}
