"""The use cases of Postil, without a shell: what the window and the command line can both ask for."""
