import type { Manifest } from "../../kubernetes/types.js";
import { oncePer } from "../../once.js";
import { field, isObject, textIn } from "../../reading/json.js";
import type { World } from "../../world.js";
import { secretReadsOf } from "./reads.js";

/** Who speaks of a Secret: pods that read it, and any other manifest with its name. */
export class Mentions {
  private readonly readers = new Set<string>();
  private readonly names = new Set<string>();

  constructor({ kubernetes }: World) {
    for (const pod of kubernetes.pods) {
      for (const { secret } of secretReadsOf(pod)) {
        this.readers.add(`${pod.namespace}/${secret}`);
      }
    }
    for (const manifest of kubernetes.manifests) {
      const isWriter = manifest.kind === "SecretProviderClass" || manifest.kind === "Secret";
      if (!isWriter) {
        this.collect(manifest, manifest.body);
      }
    }
  }

  /** Whether a pod of a namespace reads a Secret. Pods without a namespace may be put into any. */
  isRead(namespace: string, secret: string): boolean {
    return this.readers.has(`${namespace}/${secret}`) || this.readers.has(`/${secret}`);
  }

  /** Whether a pod or any other manifest of a namespace has the name of a Secret somewhere. */
  isMentioned(namespace: string, secret: string): boolean {
    const isNamed = this.names.has(`${namespace}/${secret}`) || this.names.has(`/${secret}`);
    return isNamed || this.isRead(namespace, secret);
  }

  /** Every word of a manifest, but for its own name, labels, and annotations that only restart something. */
  private collect({ namespace }: Manifest, body: unknown): void {
    const open: { readonly value: unknown; readonly namespace: string }[] = [{ value: body, namespace }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { value } = next;
      if (typeof value === "string") {
        this.addWords(next.namespace, value);
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

  private addWords(namespace: string, text: string): void {
    for (const word of text.split(/[\s,;:="']+/)) {
      this.names.add(word.includes("/") ? word : `${namespace}/${word}`);
    }
  }
}

/** What names pods and objects, and no Secrets. */
const PASSED_OVER: ReadonlySet<string> = new Set(["labels", "matchLabels", "selector", "serviceAccountName"]);

function withoutName(metadata: unknown): unknown {
  return { annotations: field(metadata, "annotations") };
}

/** The mentions of a world; gathered once, when a rule asks for the first time. */
export const mentionsOf = oncePer((world: World) => new Mentions(world));
