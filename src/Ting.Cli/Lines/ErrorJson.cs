using System.Text.Json.Serialization;

namespace Ting.Cli.Lines;

[JsonSerializable(typeof(string))]
internal sealed partial class ErrorJson : JsonSerializerContext;
