/** Whether `user[:group]` is root, by name or number; an image without a user runs as root. */
export const isRoot = (user: string): boolean => /^(root|0*)$/.test(user.split(':')[0] ?? '');
