/**
 * What a submitted document may be. Hand-written and generated documents of take-home size stay far below; what is
 * above either is no API description or means harm.
 */
export const limits = {
  /** Size of one file, and of a served document. */
  maxFileBytes: 2_000_000,
  /** Files that one document may draw in by `$ref`, and their total size. */
  maxReferencedFiles: 100,
  maxTotalBytes: 5_000_000,
  /** Objects and arrays within one another. */
  maxDepth: 100,
  /** Values after YAML aliases are expanded. */
  maxNodes: 200_000,
  /** Values that would result if every `$ref` were replaced by its target, circles cut. */
  maxExpandedNodes: 1_000_000,
  maxOperations: 1_000,
  /** Problems and differences reported; more say nothing new. */
  maxProblems: 200,
  /** Characters of candidate text in one message. */
  maxTextChars: 300,
  maxPointerChars: 1_000,
  /** Heap of the process that works on the document. */
  maxHeapMegabytes: 256,
  deadlineMs: 15_000,
};
