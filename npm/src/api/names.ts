/**
 * Names as editors suggest them. In the package, the names of this version's catalog stand here too;
 * the build adds them.
 */

/** The id of a model. Other names are taken too: aliases, snapshots, `"provider/model"`. */
export type ModelName = string;

/** The id of a provider. */
export type ProviderName = string;
