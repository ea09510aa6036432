using System.CommandLine;
using Ting.Listening;

namespace Ting.Cli.Models;

/// <summary>The option to read with a model of one's own.</summary>
internal static class ModelOption
{
    public static Option<string?> Make() => new("--model") { Description = "Weights that ting train wrote; the shipped ones without it.", HelpName = "FILE" };

    public static MessageModel? Read(string? file)
    {
        if (file is null)
            return null;
        if (!File.Exists(file))
            throw new CommandException($"{file}: there is no such file.");
        try
        {
            return new MessageModel(File.ReadAllBytes(file));
        }
        catch (ArgumentException)
        {
            throw new CommandException($"{file}: this is no model of this version.");
        }
    }
}
