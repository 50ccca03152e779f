"""Floor 0: frozen types and addresses. No file access, no third-party imports."""
