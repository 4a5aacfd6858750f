import { describe, expect, test } from "vitest";
import { attach, file, syncedSecret } from "../../model/index.js";
import { followedOnRestart } from "../../model/reload.js";
import { api, vault } from "../support/descriptions.js";

const { dbPassword, apiKey } = vault.objects;
const proxy = { name: "proxy", image: "envoy:1.31" };
const version = "0123456789abcdef0123456789abcdef";
const database = syncedSecret("db", { PASSWORD: dbPassword });
const service = syncedSecret("service", { API_KEY: apiKey });
const variable = { PASSWORD: database.keys.PASSWORD };

describe("Reloader follows", () => {
  test("the class where only files are read", () => {
    const mount = { path: "/mnt/secrets", objects: [dbPassword, apiKey] };

    expect(followedOnRestart(api({ mounts: [mount] }))).toEqual({ mounts: [mount], secrets: [] });
  });

  test("the class where a single file is read", () => {
    const mount = { objects: [dbPassword], subPaths: [{ path: "/etc/api/password", file: dbPassword }] };

    expect(followedOnRestart(api({ mounts: [mount] }))).toEqual({ mounts: [mount], secrets: [] });
  });

  test.each([
    ["a variable reads a key", { env: variable }],
    ["all keys are variables", { envFrom: [database] }],
    ["all keys are variables with a prefix", { envFrom: [{ secret: database, prefix: "DB_" }] }],
    ["a further container has the variable", { containers: [{ ...proxy, env: variable }] }],
    ["an init container has the variables", { initContainers: [{ ...proxy, envFrom: [database] }] }],
  ])("the Secret alone where no file is seen, and %s", (_, reads) => {
    const mount = { objects: [dbPassword], sync: [database] };

    expect(followedOnRestart(api({ mounts: [mount], ...reads }))).toEqual({ mounts: [], secrets: ["db"] });
  });

  test("the Secret alone where files are seen too, and Secrets in variables tell of all of them", () => {
    const mount = { path: "/mnt/secrets", objects: [dbPassword, apiKey], sync: [database, service] };

    expect(followedOnRestart(api({ mounts: [mount], env: variable, envFrom: [service] }))).toEqual({
      mounts: [],
      secrets: ["db", "service"],
    });
  });

  test("both where no Secret in a variable tells of one of the files", () => {
    const mount = { path: "/mnt/secrets", objects: [dbPassword, apiKey], sync: [database] };

    expect(followedOnRestart(api({ mounts: [mount], env: variable }))).toEqual({ mounts: [mount], secrets: ["db"] });
  });

  test("both where the Secret that tells of a file is read by no variable", () => {
    const mount = { path: "/mnt/secrets", objects: [dbPassword, apiKey], sync: [database, service] };

    expect(followedOnRestart(api({ mounts: [mount], env: variable }))).toEqual({ mounts: [mount], secrets: ["db"] });
  });

  test("the class where a further container alone sees the files", () => {
    const mount = { objects: [apiKey], providerClass: "second" };
    const containers = [{ ...proxy, mounts: [{ mount, path: "/mnt/secrets" }] }];

    expect(followedOnRestart(api({ mounts: [mount], containers }))).toEqual({ mounts: [mount], secrets: [] });
  });

  test("of two mounts each in its own way", () => {
    const files = { path: "/mnt/api", objects: [apiKey] };
    const synced = { objects: [dbPassword], sync: [database], providerClass: "second" };

    expect(followedOnRestart(api({ mounts: [synced, files], env: variable }))).toEqual({
      mounts: [files],
      secrets: ["db"],
    });
  });

  test("what is attached to somebody else's pods", () => {
    const mount = { path: "/mnt/secrets", objects: [dbPassword, apiKey], sync: [database] };

    expect(followedOnRestart(attach("redis", { mounts: [mount], env: variable }))).toEqual({
      mounts: [mount],
      secrets: ["db"],
    });
  });
});

describe("a file that shows one version for good", () => {
  const pinned = file(apiKey, { version });

  test("is no reason to follow its class", () => {
    const mount = { path: "/mnt/secrets", objects: [pinned] };

    expect(followedOnRestart(api({ mounts: [mount] }))).toEqual({ mounts: [], secrets: [] });
  });

  test("is no reason to follow its Secret", () => {
    const secret = syncedSecret("service", { API_KEY: pinned });
    const mount = { path: "/mnt/secrets", objects: [pinned], sync: [secret] };

    expect(followedOnRestart(api({ mounts: [mount], envFrom: [secret] }))).toEqual({ mounts: [], secrets: [] });
  });

  test("needs no Secret that tells of it", () => {
    const mount = { path: "/mnt/secrets", objects: [dbPassword, pinned], sync: [database] };

    expect(followedOnRestart(api({ mounts: [mount], env: variable }))).toEqual({ mounts: [], secrets: ["db"] });
  });

  test("leaves a Secret followed that another of its files fills", () => {
    const secret = syncedSecret("both", { PASSWORD: dbPassword, API_KEY: pinned });
    const mount = { path: "/mnt/secrets", objects: [dbPassword, pinned], sync: [secret] };

    expect(followedOnRestart(api({ mounts: [mount], envFrom: [secret] }))).toEqual({ mounts: [], secrets: ["both"] });
  });
});

describe("a file with a history", () => {
  test.each([
    ["of its own", file(apiKey, { versionHistory: 3 })],
    ["that begins with the latest", file(apiKey, { versionHistory: 3, version: "latest" })],
  ])("%s is followed", (_, history) => {
    const mount = { path: "/mnt/secrets", objects: [history] };

    expect(followedOnRestart(api({ mounts: [mount] }))).toEqual({ mounts: [mount], secrets: [] });
  });

  test("that begins with one version is not", () => {
    const mount = { path: "/mnt/secrets", objects: [file(apiKey, { versionHistory: 3, version })] };

    expect(followedOnRestart(api({ mounts: [mount] }))).toEqual({ mounts: [], secrets: [] });
  });
});

test("a mount that syncs a Secret for others, such as an ingress, is nothing to follow", () => {
  const mount = { objects: [dbPassword], sync: [database] };

  expect(followedOnRestart(api({ mounts: [mount] }))).toEqual({ mounts: [], secrets: [] });
});
