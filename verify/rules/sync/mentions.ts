import type { Manifest } from "../../kubernetes/types.js";
import { oncePer } from "../../once.js";
import { field, isObject, textIn } from "../../reading/json.js";
import type { World } from "../../world.js";
import { secretReadsOf } from "./reads.js";

/** Who speaks of a Secret: pods that read it, and any other manifest with its name. */
export class Mentions {
  private readonly readers = new Set<string>();
  private readonly manifests: readonly Manifest[];
  /** Gathered when a Secret that no pod reads is asked for: of most environments nobody asks. */
  private names: Set<string> | undefined;

  constructor({ kubernetes }: World) {
    for (const pod of kubernetes.pods) {
      for (const { secret } of secretReadsOf(pod)) {
        this.readers.add(`${pod.namespace}/${secret}`);
      }
    }
    this.manifests = kubernetes.manifests;
  }

  /** Whether a pod of a namespace reads a Secret. Pods without a namespace may be put into any. */
  isRead(namespace: string, secret: string): boolean {
    return this.readers.has(`${namespace}/${secret}`) || this.readers.has(`/${secret}`);
  }

  /** Whether a pod or any other manifest of a namespace has the name of a Secret somewhere. */
  isMentioned(namespace: string, secret: string): boolean {
    if (this.isRead(namespace, secret)) {
      return true;
    }
    this.names ??= namesIn(this.manifests);
    return this.names.has(`${namespace}/${secret}`) || this.names.has(`/${secret}`);
  }
}

/** Every word of every manifest that writes no Secret, as `<namespace>/<word>`. */
function namesIn(manifests: readonly Manifest[]): Set<string> {
  const names = new Set<string>();
  for (const manifest of manifests) {
    if (manifest.kind !== "SecretProviderClass" && manifest.kind !== "Secret") {
      collect(manifest, names);
    }
  }
  return names;
}

/** Every word of a manifest, but for its own name, labels, and annotations that only restart something. */
function collect({ namespace, body }: Manifest, names: Set<string>): void {
  const open: { readonly value: unknown; readonly namespace: string }[] = [{ value: body, namespace }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value } = next;
    if (typeof value === "string") {
      addWords(next.namespace, value, names);
    } else if (Array.isArray(value)) {
      for (const item of value) {
        open.push({ value: item, namespace: next.namespace });
      }
    } else if (isObject(value)) {
      const own = textIn(value, "namespace") ?? next.namespace;
      for (const [key, inner] of Object.entries(value)) {
        if (!PASSED_OVER.has(key) && !key.includes("reloader.")) {
          open.push({ value: key === "metadata" ? withoutName(inner) : inner, namespace: own });
        }
      }
    }
  }
}

function addWords(namespace: string, text: string, names: Set<string>): void {
  for (const word of text.split(/[\s,;:="']+/)) {
    names.add(word.includes("/") ? word : `${namespace}/${word}`);
  }
}

/** What names pods and objects, and no Secrets. */
const PASSED_OVER: ReadonlySet<string> = new Set(["labels", "matchLabels", "selector", "serviceAccountName"]);

function withoutName(metadata: unknown): unknown {
  return { annotations: field(metadata, "annotations") };
}

/** The mentions of a world; gathered once, when a rule asks for the first time. */
export const mentionsOf = oncePer((world: World) => new Mentions(world));
