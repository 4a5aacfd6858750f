import { broken, defineRule, undecided } from "../../rule.js";

/** Artefacts in which there is nothing to check must not look checked. */
export const requireChain = defineRule({
  id: "require-chain",
  severity: "note",
  summary: "The artefacts hold something that reads Key Vault.",
  link: "artefact",
  needs: [],
  *check({ mountings, kubernetes, azure }) {
    if (mountings.length > 0 || kubernetes.classes.length > 0 || azure.vaults.length > 0) {
      return;
    }
    const on = kubernetes.manifests[0] ?? azure.resources[0];
    if (on === undefined) {
      yield undecided({
        message: "there is neither a manifest nor Terraform among the artefacts",
        needs: "the manifests of the pods and provider classes, and the Terraform JSON of the vaults and identities",
      });
      return;
    }
    yield broken({
      on,
      message:
        "nothing here reads Key Vault: there is no provider class of Azure, no pod that mounts one, and no vault",
      allowed: "artefacts with a SecretProviderClass, a pod that mounts one, or an azurerm_key_vault",
      fix: "verify the folder that they are in, or the output of helm template or kustomize build",
    });
  },
});
