import type { Trouble, Globals, Made, Namespaces, Operation, Scope } from './clients/index'

export type { Trouble, Operation, Scope } from './clients/index'

/** One thing the user does. */
export interface Action { kind: string; names: string[]; number?: number }

export function picks(...names: string[]): Action
export function picks_first(count: number): Action
export function shoots(name?: string): Action
export function records(seconds: number, name?: string): Action
export function toggles_original(): Action
export function cancels(): Action
export function allows(scope: Scope): Action
export function denies(scope: Scope): Action
export function denies_forever(scope: Scope): Action
export function saves(): Action
export function taps(entry: string): Action

/**
 * A file: its size in bytes, or what is known of it; the rest is made up. `compressed`: its bytes once
 * the client has compressed it, else estimated; `digests`: by algorithm, else of its name.
 */
export type AlbumFile = number | {
  size?: number; compressed?: number; width?: number; height?: number;
  kind?: 'image' | 'video' | 'file'; format?: string; orientation?: number; animated?: boolean;
  duration?: number; fps?: number; bitrate?: number; digests?: Record<string, string>;
}

/** Functions of the vendor that a test answers itself, `jest.fn()` and `vi.fn()` among them. */
export type Stubs = Record<string, unknown>

export interface Options<Own extends Stubs = Stubs> {
  album?: Record<string, AlbumFile>
  /** Scenes that the camera may be pointed at. */
  camera?: Record<string, AlbumFile>
  /** Files by address; without it there is no network. */
  network?: Record<string, AlbumFile>
  /** The app's own files, by path from its root. */
  package?: Record<string, AlbumFile>
  /** What no user causes: canonical API -> kind of failure. */
  trouble?: { [operation in Operation]?: Trouble }
  user?: Action[]
  permissions?: { [scope in Scope]?: 'undetermined' | 'allowed' | 'limited' | 'denied' | 'denied_forever' }
  stubs?: Own
}

export type Vendor = keyof Namespaces
/** vendor[/os][@version] */
export type Client = Made | `${Made}@${string}` | `${Vendor}:${string}`
export type VendorOf<Name extends string> =
  Name extends `${infer Id}${':' | '/' | '@'}${string}` ? Id : Name
type Known<Name extends string> = VendorOf<Name> & Vendor

/** The vendor's namespace: its media functions, and those that a test answers itself. */
export type Mock<Name extends string, Own extends Stubs = {}> =
  Omit<Namespaces[Known<Name>], keyof Own> & Own

/** What happened on the client, in order. */
export interface HostEvent { api: string; kind: string; [key: string]: unknown }

export interface BareHost<Name extends string, Own extends Stubs> {
  readonly client: Name
  /** The name of the vendor's global. */
  readonly namespace: Globals[Known<Name>]
  /** The vendor's namespace; also under its own name: host.wx, host.my, host.tt. */
  readonly media: Mock<Name, Own>
  readonly events: HostEvent[]
  /** More for the user to do. */
  script(...actions: Action[]): void
  /** Make the namespace global, as on a client. */
  install(): this
  /**
   * Throws when script and events do not agree, and when something was called that is not mocked; takes
   * the global away. A runner does it after each test by itself.
   */
  finish(): void
}

export type Host<Name extends string = Client, Own extends Stubs = {}> =
  BareHost<Name, Own> & { readonly [name in Globals[Known<Name>]]: Mock<Name, Own> }

export class ScriptError extends Error {}

/** A client: `createHost('my/ios', { album, user: [picks('cat.jpg')] })`. */
export function createHost<Name extends Client>(
  client: Name, options?: Options & { stubs?: undefined }
): Host<Name>
export function createHost<Name extends Client, Own extends Stubs>(
  client: Name, options: Options<Own> & { stubs: Own }
): Host<Name, Own>

/** Finish every host that is open: what a runner does after each test. */
export function finishAll(): void
