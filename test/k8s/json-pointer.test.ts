import { describe, expect, test } from "vitest";
import { faultOf } from "../../k8s/json-pointer.js";

const document = {
  containers: [{ name: "app", args: [] }, null],
  labels: { "app/name": "api", "a~b": "c", "": "nothing", "~1": "both" },
  replicas: 1,
  paused: false,
};

describe("a pointer to what is there", () => {
  test.each([
    [""],
    ["/containers"],
    ["/containers/0"],
    ["/containers/0/name"],
    ["/containers/1"],
    ["/labels/app~1name"],
    ["/labels/a~0b"],
    ["/labels/"],
    ["/labels/~01"],
    ["/paused"],
  ])("leads somewhere: %j", (pointer) => {
    expect(faultOf(document, pointer, false)).toBeUndefined();
    expect(faultOf(document, pointer, true)).toBeUndefined();
  });

  test.each([
    ["/none", 'there is no field "none" at /'],
    ["/labels/none/deeper", 'there is no field "none" at /labels'],
    ["/labels/app/name", 'there is no field "app" at /labels'],
    ["/labels/a~0b/x", "what is at /labels/a~0b has no fields"],
    ["/replicas/0", "what is at /replicas has no fields"],
    ["/containers/1/name", "what is at /containers/1 has no fields"],
    ["/containers/2", 'the list at /containers has no item "2"'],
    ["/containers/-", 'the list at /containers has no item "-"'],
    ["/containers/00", 'the list at /containers has no item "00"'],
    ["/containers/-1", 'the list at /containers has no item "-1"'],
    ["/containers/1e0", 'the list at /containers has no item "1e0"'],
    ["/containers/", 'the list at /containers has no item ""'],
    ["/containers/length", 'the list at /containers has no item "length"'],
    ["/containers/0/args/0", 'the list at /containers/0/args has no item "0"'],
    ["/toString", 'there is no field "toString" at /'],
    ["/labels/constructor/prototype", 'there is no field "constructor" at /labels'],
    ["/__proto__", 'there is no field "__proto__" at /'],
  ])("fails when it leads nowhere: %j", (pointer, fault) => {
    expect(faultOf(document, pointer, false)).toBe(fault);
  });
});

describe("a pointer to what may be new", () => {
  test.each([
    ["/none"],
    ["/labels/none"],
    ["/labels/toString"],
    ["/containers/-"],
    ["/containers/2"],
    ["/containers/0/args/0"],
  ])("may name a field, or the end of a list: %j", (pointer) => {
    expect(faultOf(document, pointer, true)).toBeUndefined();
  });

  test.each([
    ["/none/deeper", 'there is no field "none" at /'],
    ["/labels/toString/x", 'there is no field "toString" at /labels'],
    ["/__proto__", 'there is no field "__proto__" at /'],
    ["/__proto__/x", 'there is no field "__proto__" at /'],
    ["/containers/3", 'the list at /containers has no item "3"'],
    ["/containers/02", 'the list at /containers has no item "02"'],
    ["/containers/-/name", 'the list at /containers has no item "-"'],
    ["/containers/2/name", 'the list at /containers has no item "2"'],
    ["/containers/length", 'the list at /containers has no item "length"'],
    ["/replicas/x", "what is at /replicas has no fields"],
  ])("fails when more than that is missing, or it is no part of JSON: %j", (pointer, fault) => {
    expect(faultOf(document, pointer, true)).toBe(fault);
  });
});
