/** One thing the user does. */
export interface Action { kind: string; names: string[]; number?: number }

export function picks(...names: string[]): Action
export function picks_first(count: number): Action
export function shoots(name?: string): Action
export function records(seconds: number, name?: string): Action
export function toggles_original(): Action
export function cancels(): Action
export function allows(scope: string): Action
export function denies(scope: string): Action
export function denies_forever(scope: string): Action
export function saves(): Action

/**
 * A file: its size in bytes, or what is known of it; the rest is made up. `compressed`: its bytes once
 * the client has compressed it, else estimated; `digests`: by algorithm, else of its name.
 */
export type AlbumFile = number | {
  size?: number; compressed?: number; width?: number; height?: number;
  kind?: 'image' | 'video' | 'file'; format?: string; orientation?: number; animated?: boolean;
  duration?: number; fps?: number; bitrate?: number; digests?: Record<string, string>;
}

export interface Options {
  album?: Record<string, AlbumFile>
  /** Scenes that the camera may be pointed at. */
  camera?: Record<string, AlbumFile>
  /** Files by address; without it there is no network. */
  network?: Record<string, AlbumFile>
  /** The app's own files, by path from its root. */
  package?: Record<string, AlbumFile>
  /** What no user causes: canonical API -> kind of failure. */
  trouble?: Record<string, string>
  user?: Action[]
  permissions?: Record<string, 'undetermined' | 'allowed' | 'limited' | 'denied' | 'denied_forever'>
  stubs?: Record<string, Function>
}

export interface Host {
  client: string
  namespace: string
  /** The vendor's namespace; also under its own name: host.wx, host.my, host.tt. */
  media: any
  events: Array<{ api: string; kind: string; [key: string]: unknown }>
  script(...actions: Action[]): void
  install(): this
  finish(): void
  [namespace: string]: any
}

export class ScriptError extends Error {}
export function createHost(client: string, options?: Options): Host
