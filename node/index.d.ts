/** One thing the user does. */
export interface Action { kind: string; names: string[] }

export function picks(...names: string[]): Action
export function shoots(name?: string): Action
export function cancels(): Action
export function allows(scope: string): Action
export function denies(scope: string): Action
export function denies_forever(scope: string): Action
export function saves(): Action

/** A file of the album: its size in bytes, or what is known of it. */
export type AlbumFile = number | {
  size?: number; width?: number; height?: number; kind?: 'image' | 'video' | 'file';
  format?: string; orientation?: number; duration?: number;
}

export interface Options {
  album?: Record<string, AlbumFile>
  user?: Action[]
  permissions?: Record<string, 'undetermined' | 'allowed' | 'denied' | 'denied_forever'>
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
