using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Academy.SelfTests;

/// <summary>The statements of the listening self-test (LIS-12), and what is advised by band (LIS-13).</summary>
public sealed class ListeningStatements
{
    private readonly Dictionary<string, StatementsFile> _files = Languages.All.ToDictionary(language => language.Code, language => ContentFiles.Read<StatementsFile>($"listening.{language.Code}.yaml"));

    /// <param name="language">zh-Hans, ja or en.</param>
    public IReadOnlyList<string> In(string language) => _files[language].Statements;

    private sealed class StatementsFile
    {
        public List<string> Statements { get; set; } = [];
    }
}
