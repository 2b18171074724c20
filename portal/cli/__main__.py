from portal.cli.commands import main

main()
