import { containersOf } from "../../container-list.js";
import type { Environment } from "../../environment.js";
import { asMountedFile, isPinned, pathOf } from "../../mounted-file.js";
import { problem, quote, within } from "../../problem.js";
import { followedOnRestart } from "../../reload.js";
import type { Workload } from "../../workload.js";
import type { Problems } from "../checks.js";

/** What Reloader knows how to restart so that the new pods replace the old. */
const RESTARTABLE: readonly string[] = ["Deployment", "StatefulSet", "DaemonSet"];

/** Checks that a workload can take up new values in the way that it says. */
export function* checkRotation({ cluster }: Environment, workload: Workload, at: string): Problems {
  const { onRotation = "none" } = workload;
  if (onRotation === "none") {
    return;
  }
  if (cluster.origin === "new" && cluster.rotation === false) {
    yield problem({
      rule: "match-rotation",
      message: `the workload waits for new values (${quote(onRotation)}), and the cluster's rotation is off`,
      at: within(at, "onRotation"),
      allowed: '"none" while nothing looks for new values',
      fix: "leave rotation of the cluster at its default, or leave onRotation out",
    });
  }
  yield* onRotation === "watch" ? checkWatch(workload, at) : checkRestart(workload, at);
}

/** What a process reads by itself must be able to change while it runs. */
function* checkWatch(workload: Workload, at: string): Problems {
  const fixed = (what: string, where: string, why: string, fix: string) =>
    problem({
      rule: "match-rotation",
      message: `the workload watches its files, and ${what} ${why}`,
      at: where,
      allowed: "whole folders, of the latest version of each object",
      fix,
    });
  const restart = 'or set onRotation: "restart"';
  for (const { place, container, views } of containersOf(workload)) {
    const where = within(at, ...place);
    for (const [variable, value] of Object.entries(container.env ?? {})) {
      if (typeof value !== "string") {
        const why = "keeps the value that it had when the container started";
        const fix = `read the file instead, ${restart}`;
        yield fixed(`variable ${quote(variable)}`, within(where, `env.${variable}`), why, fix);
      }
    }
    for (const [index, source] of (container.envFrom ?? []).entries()) {
      const { name } = "secret" in source ? source.secret : source;
      const why = "keep the values that they had when the container started";
      const fix = `read the files instead, ${restart}`;
      yield fixed(`the variables from Secret ${quote(name)}`, within(where, `envFrom[${index}] ${name}`), why, fix);
    }
    for (const [index, { subPaths = [] }] of views.entries()) {
      for (const [single, { path }] of subPaths.entries()) {
        const why = "is bound to the file that was there when the container started";
        const fix = `give the mount a path and read the file there, ${restart}`;
        yield fixed(`single file ${quote(path)}`, within(where, `mounts[${index}]`, `subPaths[${single}]`), why, fix);
      }
    }
  }
  for (const [index, mount] of workload.mounts.entries()) {
    for (const [entry, object] of mount.objects.entries()) {
      const file = asMountedFile(object);
      if (isPinned(file)) {
        const where = within(at, `mounts[${index}]`, `objects[${entry}]`, "version");
        yield fixed(`file ${quote(pathOf(file))}`, where, "shows one version for good", "leave version out");
      }
    }
  }
}

function* checkRestart(workload: Workload, at: string): Problems {
  const where = within(at, "onRotation");
  const kind = workload.kind === "Attachment" ? (workload.target?.kind ?? "Deployment") : workload.kind;
  if (!RESTARTABLE.includes(kind)) {
    yield problem({
      rule: "match-rotation",
      message: `a ${kind} is to be restarted on a new value`,
      at: where,
      allowed: `${RESTARTABLE.join(", ")}: a Job reads values when its pod starts, and a bare Pod has nothing that restarts it`,
      fix: "leave onRotation out",
    });
    return;
  }
  const { mounts, secrets } = followedOnRestart(workload);
  if (workload.mounts.length > 0 && mounts.length + secrets.length === 0) {
    yield problem({
      rule: "match-rotation",
      message: "the workload is to be restarted on a new value, and nothing that it reads can change",
      at: where,
      allowed: "at least one file or variable of the latest version of an object",
      fix: "leave version out on a file, or leave onRotation out",
    });
  }
}
