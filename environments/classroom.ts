import {
  environment,
  keyVault,
  managedIdentity,
  newCluster,
  newNamespace,
  pod,
  secret,
  syncedSecret,
} from "../model/index.js";

/**
 * One identity and one vault shared by a namespace for each student. An identity takes 20 federated credentials at
 * most, so for 25 namespaces it is split into two.
 */

const vault = keyVault({
  name: "kv-classroom-12345",
  objects: { dbPassword: secret("db-password"), apiKey: secret("api-key") },
});

const students = managedIdentity("students", { split: 2 });

const databaseSecret = syncedSecret("db-secrets-k8s", { DB_PASSWORD: vault.objects.dbPassword });

const namespaces = Array.from({ length: 25 }, (_, index) => `student-${String(index + 1).padStart(2, "0")}`);

export default environment({
  name: "classroom",
  tenantId: "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91",
  subscriptionId: "1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015",
  location: "westeurope",
  resourceGroup: "classroom-rg",
  cluster: newCluster({ name: "aks-classroom" }),
  vaults: [vault],
  workloads: namespaces.map((name) =>
    pod("pod-keyvault", {
      namespace: newNamespace(name),
      image: "busybox:1.36",
      command: ["sleep", "infinity"],
      identity: students,
      mounts: [
        { path: "/mnt/secrets", objects: [vault.objects.dbPassword, vault.objects.apiKey], sync: [databaseSecret] },
      ],
      env: { DB_PASSWORD: databaseSecret.keys.DB_PASSWORD },
    }),
  ),
  exceptions: [
    {
      rule: "no-stale-variable",
      target: "Pod student-*/pod-keyvault container app env DB_PASSWORD",
      reason:
        "Part of the exercise: students change the secret, see the variable stay as it was, and make the pod anew.",
    },
  ],
});
