export declare const temporalVersion: string
export declare function cacheFolder(env?: NodeJS.ProcessEnv): string
export declare function temporalFolders(env?: NodeJS.ProcessEnv): {
  readonly built: string
  readonly fetched: string
}
export declare function findTemporal(env?: NodeJS.ProcessEnv): string | undefined
export declare function isExecutable(file: string): boolean
