// In: a schema's JSON and the text of a `$ref` in it. Out: the place that it points to, by pointer, anchor or id. Reads nothing from
// elsewhere: a reference out of the document finds nothing.
import type { Json, JsonObject } from '../contract/json.ts';
import { isArray, isObject } from './json-kind.ts';
import type { SchemaPath } from './schema-node.ts';

export interface Place {
  readonly json: Json;
  readonly path: SchemaPath;
}

interface Resource {
  readonly address: string;
  readonly root: Place;
  readonly anchors: Map<string, Place>;
}

/** Values, not schemas: what looks like an id there is none. */
const holdsValues: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'example', 'examples']);
const ownAddress = 'schema://document/';

export class References {
  readonly #resources = new Map<string, Resource>();
  readonly #resourceOf = new Map<JsonObject, Resource>();
  readonly #document: Resource;

  constructor(document: Json) {
    this.#document = { address: ownAddress, root: { json: document, path: [] }, anchors: new Map() };
    this.#resources.set(ownAddress, this.#document);
    this.#collect(document, [], this.#document);
  }

  /** `from` is the schema that holds the reference. */
  find(reference: string, from: JsonObject): Place | null {
    const base = this.#resourceOf.get(from) ?? this.#document;
    const hashAt = reference.indexOf('#');
    const address = hashAt === -1 ? reference : reference.slice(0, hashAt);
    const fragment = hashAt === -1 ? '' : decode(reference.slice(hashAt + 1));
    if (fragment === null) return null;
    const resource = address === '' ? base : this.#resources.get(resolveAddress(address, base.address));
    if (resource === undefined) return null;
    if (fragment === '') return resource.root;
    if (!fragment.startsWith('/'))
      return resource.anchors.get(fragment) ?? this.#document.anchors.get(fragment) ?? null;
    // Many schemas hold ids that were never meant as new roots.
    return followPointer(resource.root, fragment) ?? followPointer(this.#document.root, fragment);
  }

  #collect(json: Json, path: SchemaPath, outer: Resource): void {
    if (isArray(json)) {
      json.forEach((item, index) => {
        this.#collect(item, [...path, String(index)], outer);
      });
      return;
    }
    if (!isObject(json)) return;
    const resource = this.#resourceAt(json, path, outer);
    this.#resourceOf.set(json, resource);
    for (const name of ['$anchor', '$dynamicAnchor']) {
      const anchor = json[name];
      if (typeof anchor === 'string') resource.anchors.set(anchor, { json, path });
    }
    for (const [key, value] of Object.entries(json)) {
      if (!holdsValues.has(key)) this.#collect(value, [...path, key], resource);
    }
  }

  #resourceAt(json: JsonObject, path: SchemaPath, outer: Resource): Resource {
    const id = json['$id'] ?? json['id'];
    if (typeof id !== 'string') return outer;
    if (id.startsWith('#')) {
      outer.anchors.set(id.slice(1), { json, path });
      return outer;
    }
    const address = resolveAddress(id, outer.address);
    const resource: Resource = { address, root: { json, path }, anchors: new Map() };
    if (!this.#resources.has(address)) this.#resources.set(address, resource);
    // The document is also known by its own id.
    return path.length === 0 ? { ...resource, anchors: this.#document.anchors } : resource;
  }
}

function resolveAddress(address: string, base: string): string {
  return URL.parse(address, base)?.href.replace(/#$/, '') ?? address;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function followPointer(root: Place, pointer: string): Place | null {
  const keys = pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  let json: Json | undefined = root.json;
  for (const key of keys) {
    if (isArray(json)) json = /^(0|[1-9]\d{0,8})$/.test(key) ? json[Number(key)] : undefined;
    else if (isObject(json) && Object.hasOwn(json, key)) json = json[key];
    else return null;
  }
  return json === undefined ? null : { json, path: [...root.path, ...keys] };
}
