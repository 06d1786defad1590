"""All SQL of identity. Its tables are the product's own books, opened in the identity realm; machine keys are not."""
