"""The `portal` command. Empty on purpose: a web worker passes here and must stay small."""
