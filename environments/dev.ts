import { deployment, entraApplication, environment, keyVault, newCluster, secret } from "../model/index.js";

/** The smallest complete case: one cluster, one vault, one secret, one Deployment that reads it. */

const vault = keyVault({
  name: "my-unique-kv-12345",
  permissionModel: "access-policies",
  objects: { appSecret: secret("MyApplicationSecret") },
});

export default environment({
  name: "dev",
  tenantId: "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91",
  subscriptionId: "1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015",
  location: "eastus",
  resourceGroup: "tech-news-rg",
  cluster: newCluster({ name: "aks-prod-eastus" }),
  vaults: [vault],
  workloads: [
    deployment("secret-reader-app", {
      image: "busybox:1.36",
      command: ["sleep", "infinity"],
      identity: entraApplication("secret-reader"),
      serviceAccount: "my-app-service-account",
      mounts: [{ path: "/mnt/secrets-store", objects: [vault.objects.appSecret] }],
    }),
  ],
});
