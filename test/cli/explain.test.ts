import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

interface Outcome {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function akvExplain(words: readonly string[], input = ""): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["cli/akv.js", "explain", ...words], {
    cwd: root,
    input,
    encoding: "utf8",
    maxBuffer: 50_000_000,
  });
  return { status, out: stdout, err: stderr };
}

/** Whether a text holds a character that does something to a terminal, line breaks aside. */
function hasControls(text: string): boolean {
  return /[\p{Cc}\p{Cf}]/u.test(text.replaceAll("\n", ""));
}

test("prints the page of an error as readable text, without Markdown's marks or colours", () => {
  expect(akvExplain(["read-only-missing"])).toEqual({
    status: 0,
    err: "",
    out: `The CSI volume is not read-only

Shows
    Readonly is not true in request

Means
The driver mounts nothing unless the volume says \`readOnly: true\` beside \`driver\`. The \`readOnly\` of
a \`volumeMounts\` entry is another setting and does not count.

Fix
- Add it to the volume of the pod:
    csi:
      driver: secrets-store.csi.k8s.io
      readOnly: true

Rules
- require-read-only
`,
  });
});

test("prints the page of a rule alone", () => {
  const { status, out, err } = akvExplain(["match-class"]);

  expect({ status, err }).toEqual({ status: 0, err: "" });
  expect(out.startsWith("match-class\n\nEach provider class that a pod mounts is in the namespace of the pod.\n")).toBe(
    true,
  );
  expect(out).not.toContain("Also likely");
  expect(out).not.toContain("```");
});

test("takes the words of a code from several arguments", () => {
  const { status, out } = akvExplain(["AADSTS", "700213"]);

  expect(status).toBe(0);
  expect(out.split("\n")[0]).toBe("The service account of the pod is in no federated credential");
});

test("reads a pasted text from standard input, and names other pages with their commands", () => {
  const text =
    "RESPONSE 403: 403 Forbidden\nERROR CODE: Forbidden\nCaller is not authorized to perform action on resource.";

  const { status, out } = akvExplain(["-"], text);

  expect(status).toBe(0);
  expect(out.split("\n")[0]).toBe("The identity has no role for this");
  expect(out).toMatch(/\nAlso likely\n( {2}\S.*\n {4}akv explain [a-z0-9-]+\n){1,4}$/);
});

test("keeps commands in one piece and other prose within 100 columns", () => {
  const { out } = akvExplain(["forbidden-by-connection"]);

  const long = out.split("\n").filter((line) => line.length > 100 && !line.startsWith("    "));

  expect(long.filter((line) => !line.includes("`"))).toEqual([]);
  expect(out).toContain("`kubectl debug node/<node> -it --image=busybox -- nslookup <vault>.vault.azure.net`");
});

test("says that a misspelt id was read as the nearest one", () => {
  const { status, out } = akvExplain(["match-clas"]);

  expect(status).toBe(0);
  expect(out.startsWith("Nothing has that id; the nearest is match-class.\n\nmatch-class\n")).toBe(true);
});

test("fails when nothing explains the text, and says where to look", () => {
  expect(akvExplain(["qwertz", "uiop"])).toEqual({
    status: 1,
    err: "",
    out: `No page explains this text.

Where to look:
  events of the pod              kubectl describe pod <pod> -n <namespace>
  node of the pod                kubectl get pod <pod> -n <namespace> -o wide
  provider on the same node      kubectl logs -n kube-system -l app=secrets-store-provider-azure --prefix
  driver on the same node        kubectl logs -n kube-system -l app=secrets-store-csi-driver -c secrets-store --prefix
  what the driver has mounted    kubectl get secretproviderclasspodstatus -n <namespace> -o yaml
`,
  });
});

test("fails when the text is only near to something, and names the three nearest", () => {
  const { status, out } = akvExplain(["the certificate of the laundry is not in the list of registered animals"]);

  expect(status).toBe(1);
  expect(out).toMatch(
    /^No page explains this text\.\n\nThe nearest, which may be about something else:\n( {2}\S.*\n {4}akv explain \S+\n){1,3}\nWhere/,
  );
});

test("fails when standard input is empty", () => {
  expect(akvExplain(["-"]).status).toBe(1);
});

test("never lets control characters of the question reach the terminal", () => {
  const questions = [
    "\u001b]0;owned\u0007\u001b[31m match-clas\u009b2J",
    "\u001b[2Jmatch-class\u001b[0m",
    "[match-class]\u001b[31m\u202e",
    "\u0008\u007f\u009d unknown \u2066 words",
  ];

  const outcomes = questions.map((text) => akvExplain(["-"], text));

  expect(outcomes.map(({ out, err }) => hasControls(out + err))).toEqual([false, false, false, false]);
});

test("reads no more than the beginning of an endless text", () => {
  const { status, err } = akvExplain(["-"], "a".repeat(3_000_000));

  expect({ status, err }).toEqual({ status: 1, err: "" });
});
