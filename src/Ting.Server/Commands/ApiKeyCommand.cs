using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Commands;

/// <summary>apikey create --name NAME [--role administrator]</summary>
internal static class ApiKeyCommand
{
    public static async Task<int> RunAsync(CommandArguments arguments, TextWriter output)
    {
        if (arguments.Words is not ["create"])
            throw new CommandRefused("apikey.usage");
        if (string.IsNullOrWhiteSpace(arguments.Value("--name")))
            throw new CommandRefused("apikey.name");
        if (!Enum.TryParse<AgentRole>(arguments.Value("--role") ?? nameof(AgentRole.Administrator), ignoreCase: true, out var role) || !Enum.IsDefined(role))
            throw new CommandRefused("apikey.role", string.Join(", ", Enum.GetNames<AgentRole>()).ToLowerInvariant());

        await using var installation = new Installation(arguments);
        await installation.MigrateAsync();
        var handler = new CreateApiKey.Handler(installation.Services.GetRequiredService<IDbContextFactory<AppDb>>(), installation.Clock);
        var outcome = await handler.HandleAsync(new() { Name = arguments.Value("--name")!, Role = role }, "system", CancellationToken.None);
        if (outcome.IsRefused(out _, out var created))
            throw new CommandRefused("apikey.name");

        await output.WriteLineAsync(created.Key);
        return 0;
    }
}
