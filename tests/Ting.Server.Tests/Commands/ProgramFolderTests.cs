using Ting.Server.Commands;

namespace Ting.Server.Tests.Commands;

public sealed class ProgramFolderTests
{
    [Fact]
    public void A_published_program_finds_its_files_wherever_it_is_started_from()
    {
        var program = Directory.CreateTempSubdirectory("ting-test-");
        try
        {
            Assert.Null(ProgramFolder.Options([], program.FullName).ContentRootPath);

            program.CreateSubdirectory("wwwroot");
            var options = ProgramFolder.Options(["--demo=true"], program.FullName);

            Assert.Equal((program.FullName, "--demo=true"), (options.ContentRootPath, Assert.Single(options.Args!)));
        }
        finally
        {
            program.Delete(recursive: true);
        }
    }
}
