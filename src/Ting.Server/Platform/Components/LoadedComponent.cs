using Microsoft.AspNetCore.Components;

namespace Ting.Server.Platform.Components;

/// <summary>
/// A component that is drawn once, when all it reads is there. The framework's own base draws a first time while reading is still under way, for browsers that are connected;
/// a page that is sent whole has no use for that, and half of its fields may be empty then.
/// </summary>
public abstract class LoadedComponent : ComponentBase
{
    private bool _initialised;

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (!_initialised)
        {
            _initialised = true;
            OnInitialized();
            await OnInitializedAsync();
        }

        OnParametersSet();
        await OnParametersSetAsync();
        StateHasChanged();
    }
}
