import type { KubernetesWorld, Manifest } from "../../kubernetes/types.js";
import { oncePer } from "../../once.js";
import { field, isObject } from "../../reading/json.js";

/** Which manifests have a word somewhere: something may make pods of them, as Flux and Argo CD do of a chart's values. */
class ClassMentions {
  private readonly kubernetes: KubernetesWorld;
  /** The first manifest with each word. Gathered when somebody asks: of most environments nobody does. */
  private words: ReadonlyMap<string, Manifest> | undefined;

  constructor(kubernetes: KubernetesWorld) {
    this.kubernetes = kubernetes;
  }

  /** The first manifest that makes no pods that can be read, and has the name of a class somewhere. */
  of(name: string): Manifest | undefined {
    this.words ??= wordsOf(this.kubernetes);
    return this.words.get(name);
  }
}

/** Who names classes besides pods; the same for all rules that ask. */
export const classMentionsOf = oncePer((kubernetes: KubernetesWorld) => new ClassMentions(kubernetes));

/** Kinds that nothing makes pods of; what they name is called like a class at most. */
const NO_USERS: ReadonlySet<string> = new Set([
  "SecretProviderClass",
  "SecretProviderClassPodStatus",
  "SecretSync",
  "Secret",
  "Service",
  "ServiceAccount",
  "Namespace",
  "Ingress",
  "IngressRoute",
  "Gateway",
  "HTTPRoute",
  "VirtualService",
  "DestinationRule",
  "NetworkPolicy",
  "PersistentVolumeClaim",
  "PodDisruptionBudget",
  "HorizontalPodAutoscaler",
  "ScaledObject",
  "ServiceMonitor",
  "PodMonitor",
  "Certificate",
  "ExternalSecret",
  "SealedSecret",
  "Role",
  "RoleBinding",
  "ClusterRole",
  "ClusterRoleBinding",
  "CustomResourceDefinition",
]);

function wordsOf({ manifests, pods }: KubernetesWorld): ReadonlyMap<string, Manifest> {
  const ofPods = new Set(pods.map(({ manifest }) => manifest));
  const words = new Map<string, Manifest>();
  for (const manifest of manifests) {
    if (ofPods.has(manifest) || NO_USERS.has(manifest.kind)) {
      continue;
    }
    for (const word of wordsIn(manifest)) {
      if (!words.has(word)) {
        words.set(word, manifest);
      }
    }
  }
  return words;
}

/** What names or selects something else, and mounts no class. */
const PASSED_OVER: ReadonlySet<string> = new Set([
  "metadata",
  "labels",
  "matchLabels",
  "selector",
  "serviceAccountName",
  "secretName",
]);

/** What stands between names; a path such as that of an image is one word. */
const NO_NAME = /[^\w./-]+/;

/** Every text of a manifest, and each of its words that may name a class: values of a chart may be YAML in a text. */
function* wordsIn({ body }: Manifest): Iterable<string> {
  const open: unknown[] = [body, field(body, "metadata", "annotations")];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === "string") {
      yield value;
      yield* value.split(NO_NAME);
    } else if (Array.isArray(value)) {
      for (const item of value) {
        open.push(item);
      }
    } else if (isObject(value)) {
      for (const [key, inner] of Object.entries(value)) {
        if (!PASSED_OVER.has(key)) {
          open.push(inner);
        }
      }
    }
  }
}
