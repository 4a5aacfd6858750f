import { cel, type Policy, pods, podVariables, refuseUnless } from "./policies.js";

/**
 * Annotation of a SecretProviderClass: name of the service account, in the class's namespace, that the class was made
 * for. The guardrails refuse pods that mount the class under another one. A class without it is not judged.
 */
export const serviceAccountAnnotation = "aks-key-vault/service-account";

/** Who mounts a class. Every class in the pod's namespace is a parameter in turn. */
export const classOwnerPolicy: Policy = {
  name: "key-vault-class-owner",
  spec: {
    ...pods,
    paramKind: { apiVersion: "secrets-store.csi.x-k8s.io/v1", kind: "SecretProviderClass" },
    variables: [
      ...podVariables,
      {
        name: "serviceAccount",
        expression: cel(
          "has(variables.podSpec.serviceAccountName) && variables.podSpec.serviceAccountName != ''",
          "? variables.podSpec.serviceAccountName : 'default'",
        ),
      },
      {
        name: "owner",
        expression: cel(
          `has(params.metadata.annotations) && '${serviceAccountAnnotation}' in params.metadata.annotations`,
          `? params.metadata.annotations['${serviceAccountAnnotation}'] : variables.serviceAccount`,
        ),
      },
    ],
    validations: [
      refuseUnless("variables.owner == variables.serviceAccount || !(params.metadata.name in variables.classes)", {
        reason: "Forbidden",
        problem: "a provider class is mounted under a service account that it was not made for",
        which: [
          "strings.quote(params.metadata.name) + ' under ' + strings.quote(variables.serviceAccount)",
          "+ ', made for ' + strings.quote(variables.owner)",
        ].join("\n"),
        remedy: "allowed is the service account that the class names; set serviceAccountName, or mount another class",
      }),
    ],
  },
  paramRef: { selector: {}, parameterNotFoundAction: "Allow" },
};
