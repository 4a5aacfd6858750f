import { existingCluster, existingKeyVault, secret } from "../../../model/index.js";

/** What a second environment has of its own, so that it shares with the first what a test says and nothing else. */
export const apart = {
  name: "other",
  resourceGroup: "other-rg",
  cluster: existingCluster({ name: "aks-other", resourceGroup: "platform-rg" }),
  vaults: [
    existingKeyVault({
      name: "kv-orders",
      resourceGroup: "vaults-rg",
      permissionModel: "rbac",
      objects: { db: secret("db-password") },
    }),
  ],
};
